import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const html = readFileSync(join('dist', 'index.html'), 'utf8')
const parts = JSON.parse(html.match(/data-parts='([^']+)'/)?.[1] ?? '{}') as Record<string, string[]>

it('the page names its title and lead in both languages before any script has run', () => {
  for (const text of ['Quests near at hand', 'Aufgaben in deiner Nähe', 'Proof', 'Nachweis']) {
    expect(html).toContain(`>${text}</h1>`)
  }
})

it('the frame of a proof says that nothing is checked, and states no claim by itself', () => {
  expect(html).toContain('Not checked yet')
  expect(html).toContain('Noch nicht geprüft')
  expect(html).toContain('data-words="The file claims: Both sides state')
  expect(html).not.toMatch(/<p[^>]*>Both sides state/)
})

it('every chunk and font that is sent for early is one of the build', () => {
  const fonts = [...html.matchAll(/href="([^"]+\.woff2)"/g)].map(([, file = '']) => file)
  expect(fonts).toHaveLength(2)
  expect(Object.keys(parts)).toContain('board')
  for (const file of [...fonts, ...Object.values(parts).flat()]) {
    expect(existsSync(join('dist', file)), file).toBe(true)
  }
})

it('the page waits for one stylesheet', () => {
  expect(html.match(/rel="stylesheet"/g)).toHaveLength(1)
})
