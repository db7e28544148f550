import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { lengthOf, normaliseLine, normaliseText, titleLength } from './normaliseText'

// A text that is not Unicode has no `text`, only its code units; a browser's field never holds one.
type Text = { text?: string; reason: string | null }
type Texts = Record<'refused' | 'refusedAsTitle' | 'accepted' | 'acceptedInSeveralLines', Text[]>
const texts = JSON.parse(readFileSync('../tests/vectors/texts.json', 'utf8')) as Texts

it('composes, joins lines and trims a title', () => {
  expect(normaliseLine('  Ba\u0308ume \n\t pflanzen ')).toBe('Bäume pflanzen')
})

it('keeps line breaks of a text and drops what could change how it reads', () => {
  expect(normaliseText('one\r\ntwo\u202Ethree\uFEFF\u0000')).toBe('one\ntwothree')
})

it('counts code points', () => {
  expect(lengthOf('🌳🌳')).toBe(2)
})

it('leaves alone what the service accepts', () => {
  for (const { text = '' } of texts.accepted) expect(normaliseLine(text)).toBe(text)
  for (const { text = '' } of [...texts.accepted, ...texts.acceptedInSeveralLines])
    expect(normaliseText(text)).toBe(text)
})

it('changes what the service refuses', () => {
  for (const { text, reason } of texts.refused) {
    if (text !== undefined && reason !== 'bytes') expect(normaliseText(text), `${reason}`).not.toBe(text)
  }
  for (const { text = '', reason } of texts.refusedAsTitle.filter((one) => one.reason !== 'bytes'))
    expect(normaliseLine(text), `${reason}`).not.toBe(text)
})

it.each([
  ['a', 1],
  ['ä', 1],
  ['छ', 2],
  ['🌳', 2],
  ['a'.repeat(200), 200],
  ['छ'.repeat(133), 200],
])('counts the title %j as the service does: code points, and half its bytes', (title, length) => {
  expect(titleLength(title)).toBe(length)
})
