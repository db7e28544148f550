// Fails when a word is missing in a language, is used nowhere, or names other variables in German than in English.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const entry = /^\s+'([a-z0-9.-]+|[a-z0-9.A-Z-]+)':\s*(?:\n\s*)?(['"`])((?:\\.|(?!\2).)*)\2/gm
const files = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? files(path) : [path]
  })
const sources = files('src')
const words = (language) =>
  new Map(
    sources
      .filter((path) => path.toLowerCase().endsWith(`words.${language}.ts`))
      .flatMap((path) =>
        [...readFileSync(path, 'utf8').matchAll(entry)].map((match) => [match[1], match[3]]),
      ),
  )
const variables = (text) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort().join(' ')

const [en, de] = [words('en'), words('de')]
// The page frame is written from the catalogue too.
const code = [...sources, ...files('build')]
  .filter((path) => /\.tsx?$/.test(path) && !/[wW]ords\.(en|de)\.|\.test\./.test(path))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n')
const literals = new Set([...code.matchAll(/['"`]([a-z][a-zA-Z0-9.-]+)['"`]/g)].map((match) => match[1]))
const prefixes = [...code.matchAll(/[`]([a-z][a-z0-9.-]*[.])\$\{/g)].map((match) => match[1])

const faults = []
for (const [key, text] of en) {
  if (!de.has(key)) faults.push(`${key} has no German words`)
  else if (variables(text) !== variables(de.get(key))) faults.push(`${key} names other variables in German`)
  if (!literals.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)))
    faults.push(`${key} is used nowhere`)
}
for (const key of de.keys()) if (!en.has(key)) faults.push(`${key} has no English words`)
if (faults.length > 0) {
  console.error(faults.join('\n'))
  process.exit(1)
}
console.log(`${en.size} words in English and German`)
