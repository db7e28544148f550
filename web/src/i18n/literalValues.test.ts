import i18next from 'i18next'
import { expect, it } from 'vitest'
import { de } from './de'
import { en as first } from './en'
import { enLater } from './enLater'
import { changeLanguage } from './language'

const en = { ...first, ...enLater }
const hostile = '{{day}} {{title}} {{- name}} $t(app.more) $& $1 {{{count}}} }}{{'

it.each([
  ['en', en],
  ['de', de],
] as const)('no value of a sentence is read as a part of it (%s)', async (language, words) => {
  await changeLanguage(language)
  for (const [key, template] of Object.entries(words)) {
    const names = [...template.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name)
    if (names.length === 0) continue
    const values = Object.fromEntries(names.map((name) => [name, `${hostile} ${name}`]))
    const said = i18next.t(key as 'app.more', values as Record<string, string> & { defaultValue: string })
    expect(said, key).toBe(template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? ''))
  }
  await changeLanguage('en')
})
