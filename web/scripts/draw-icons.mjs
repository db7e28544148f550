// Draws public/icon-*.png, public/favicon.ico and public/social.png from the mark; run by hand when the mark changes.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { chromium } from '@playwright/test'

const mark = readFileSync('public/mark.svg', 'utf8')
const font = (name, file) =>
  `@font-face { font-family: ${name}; font-weight: 200 800; src: url(data:font/woff2;base64,${readFileSync(`node_modules/@fontsource-variable/${file}`).toString('base64')}) }`
const bricolage = font('Bricolage', 'bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2')
const instrument = font('Instrument', 'instrument-sans/files/instrument-sans-latin-wght-normal.woff2')

// The mark to the edge: launchers and iOS cut the corners themselves.
const full = mark.replace(' rx="16"', '')
const safe = full.replace('scale(.84)', 'scale(.68)')
const icons = {
  'icon-180': [180, full],
  'icon-192': [192, mark],
  'icon-512': [512, mark],
  'icon-maskable': [512, safe],
}
const rings = mark
  .slice(mark.indexOf('<g'), mark.indexOf('</svg>'))
  .replaceAll('#eaf1ed', '#15211d')
  .replace('#2f9474', '#0f5f4d')
  .replace('#ff9a62', '#d9581e')

const browser = await chromium.launch({
  executablePath: existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined,
  args: ['--no-sandbox', '--disable-gpu'],
})
const page = await browser.newPage()
for (const [name, [size, svg]] of Object.entries(icons)) {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(
    `<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${svg}`,
  )
  await page.screenshot({ path: `public/${name}.png`, omitBackground: true })
}
await page.setViewportSize({ width: 48, height: 48 })
await page.setContent(
  `<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${mark}`,
)
writeFileSync('public/favicon.ico', icon(48, await page.screenshot({ omitBackground: true })))
await page.setViewportSize({ width: 1200, height: 630 })
await page.setContent(`<style>${bricolage} ${instrument}
  body { display: grid; grid-template-columns: 1fr 400px; align-items: center; gap: 40px; box-sizing: border-box; width: 1200px; height: 630px; margin: 0; padding: 80px; background: #f5f6f1; color: #15211d; font: 34px/1.45 Instrument }
  h1 { margin: 0 0 28px; font: 700 84px/1.03 Bricolage; letter-spacing: -0.035em } p { margin: 0; color: #4b5a53 } svg { width: 400px }
</style><div><h1>Good work, signed by both sides</h1><p>CivicForge: neighbourhood quests, and proofs that anyone can check.</p></div>
<svg viewBox="4 10 56 44">${rings}</svg>`)
await page.evaluate(() => document.fonts.ready)
await page.screenshot({ path: 'public/social.png' })
await browser.close()

/** An .ico file with one picture in it, as PNG: a directory of one entry, then the picture. */
function icon(size, png) {
  const head = Buffer.alloc(22)
  head.writeUInt16LE(1, 2) // an icon
  head.writeUInt16LE(1, 4) // of one picture
  head.writeUInt8(size, 6)
  head.writeUInt8(size, 7)
  head.writeUInt16LE(1, 10) // plane
  head.writeUInt16LE(32, 12) // bits a pixel
  head.writeUInt32LE(png.length, 14)
  head.writeUInt32LE(head.length, 18)
  return Buffer.concat([head, png])
}
