import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

// What a first visit shows has its words from the start.
const first = ['../home/HomePage', '../quests/BoardPage']
const screens = [
  ...readFileSync('src/app/router.tsx', 'utf8').matchAll(/import\('(\.\.\/[^']+)'\)/g),
].flatMap(([, path]) => (path === undefined || first.includes(path) ? [] : [path]))

it.each([...new Set(screens)])('%s brings its English words with it', (path) => {
  expect(readFileSync(`src/app/${path}.tsx`, 'utf8')).toContain("import '../i18n/enLater'")
})
