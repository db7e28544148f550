import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesOf(join(folder, entry.name)) : [join(folder, entry.name)],
  )

it('the built app holds no trace of the demo wallets', () => {
  if (!existsSync('dist/index.html')) throw new Error('web/dist is not built. Run: npm run build')
  const marks = ['test test test test', 'civicforge.demo.', 'Demo wallet']
  for (const file of filesOf('dist')) {
    const text = readFileSync(file, 'latin1')
    for (const mark of marks) expect(text.includes(mark), `${file} holds "${mark}"`).toBe(false)
  }
})

it('the pages hold no inline script and no inline style, so the strict policy needs no hashes', () => {
  for (const page of ['index.html', 'verify.html', '404.html']) {
    const html = readFileSync(join('dist', page), 'utf8')
    expect(html).not.toMatch(/<style|style=|<script(?![^>]*\bsrc=)/)
  }
})

it('the demo wallets are a build of their own', () => {
  expect(readFileSync('demo-wallets/dist/demo-wallets.js', 'utf8')).toContain('eip6963:announceProvider')
})
