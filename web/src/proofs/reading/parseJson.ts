import { ProofFormatError } from './ProofFormatError'

/** A number as it is written. `JSON.parse` would hide whether an integer was written in plain digits. */
export type JsonNumber = { digits: string }
export type JsonValue = null | boolean | string | JsonNumber | JsonValue[] | Map<string, JsonValue>

const maxDepth = 64
const token =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids control characters inside strings
  /[\t\n\r ]*(?:([[\]{},:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))/y

/**
 * Parses JSON more strictly than `JSON.parse`: no member twice, at most 64 levels, numbers kept as written.
 * @throws {ProofFormatError}
 */
export function parseJson(text: string): JsonValue {
  let at = 0
  const next = (): RegExpExecArray => {
    token.lastIndex = at
    const match = token.exec(text)
    if (match === null) throw new ProofFormatError(`The file is not well-formed JSON (character ${at}).`)
    at = token.lastIndex
    return match
  }
  const peek = (sign: string): boolean => {
    const start = at
    const match = next()
    if (match[1] === sign) return true
    at = start
    return false
  }
  const expect = (sign: string) => {
    if (!peek(sign)) throw new ProofFormatError(`The file is not well-formed JSON (character ${at}).`)
  }
  const value = (depth: number): JsonValue => {
    if (depth > maxDepth) throw new ProofFormatError(`The file is nested deeper than ${maxDepth} levels.`)
    const [, sign, string, number, word] = next()
    if (string !== undefined) return JSON.parse(string) as string
    if (number !== undefined) return { digits: number }
    if (word !== undefined) return word === 'null' ? null : word === 'true'
    if (sign === '[') return list(depth)
    if (sign === '{') return object(depth)
    throw new ProofFormatError(`The file is not well-formed JSON (character ${at}).`)
  }
  const list = (depth: number): JsonValue[] => {
    const items: JsonValue[] = []
    if (peek(']')) return items
    do items.push(value(depth + 1))
    while (peek(','))
    expect(']')
    return items
  }
  const object = (depth: number): Map<string, JsonValue> => {
    const members = new Map<string, JsonValue>()
    if (peek('}')) return members
    do {
      const name = next()[2]
      if (name === undefined)
        throw new ProofFormatError(`The file is not well-formed JSON (character ${at}).`)
      expect(':')
      const key = JSON.parse(name) as string
      if (members.has(key)) throw new ProofFormatError(`The member ${key} is there twice.`)
      members.set(key, value(depth + 1))
    } while (peek(','))
    expect('}')
    return members
  }
  const whole = value(1)
  if (!/^[\t\n\r ]*$/.test(text.slice(at)))
    throw new ProofFormatError('Something follows the end of the document.')
  return whole
}
