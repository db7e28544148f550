const header = 128
// What gives colours: tags whose data are numbers, by type.
const colours = new Set(
  'rXYZ gXYZ bXYZ wtpt bkpt chad rTRC gTRC bTRC kTRC cicp A2B0 A2B1 A2B2 B2A0 B2A1 B2A2'.split(' '),
)
const numbers = new Set(['XYZ ', 'curv', 'para', 'sf32', 'cicp', 'mft1', 'mft2', 'mAB ', 'mBA '])
// Header fields that say who made the profile, when, and with what.
const named = [
  [4, 8],
  [24, 36],
  [48, 56],
  [80, header],
] as const

/**
 * A colour profile (ICC.1) with the same colours and nothing else: no names, times, makers or metadata.
 * @returns undefined when it is none, or one whose colours cannot be told apart from the rest
 */
export function plainProfile(profile: Uint8Array): Uint8Array | undefined {
  const view = new DataView(profile.buffer, profile.byteOffset, profile.byteLength)
  if (profile.length < header + 4 || view.getUint32(0) !== profile.length || word(profile, 36) !== 'acsp')
    return undefined
  const count = view.getUint32(header)
  if (count > 100 || header + 4 + count * 12 > profile.length) return undefined
  const version = profile[8] ?? 0
  const tags = new Map<string, Uint8Array>([
    ['desc', version >= 4 ? unicodeText('colours') : description('colours')],
    ['cprt', version >= 4 ? unicodeText('none') : asciiText('none')],
  ])
  for (let index = 0; index < count; index++) {
    const entry = header + 4 + index * 12
    const [name, from, size] = [word(profile, entry), view.getUint32(entry + 4), view.getUint32(entry + 8)]
    if (from + size > profile.length || size < 8) return undefined
    if (!colours.has(name)) continue
    if (!numbers.has(word(profile, from))) return undefined
    tags.set(name, profile.subarray(from, from + size))
  }
  return tags.size > 2 ? write(profile, tags) : undefined
}

function write(profile: Uint8Array, tags: Map<string, Uint8Array>): Uint8Array {
  let at = header + 4 + tags.size * 12
  const places = [...tags].map(([name, data]) => {
    const place = { name, data, at }
    at += Math.ceil(data.length / 4) * 4
    return place
  })
  const plain = new Uint8Array(at)
  const view = new DataView(plain.buffer)
  plain.set(profile.subarray(0, header))
  for (const [from, to] of named) plain.fill(0, from, to)
  view.setUint32(0, at)
  view.setUint32(header, tags.size)
  places.forEach(({ name, data, at }, index) => {
    const entry = header + 4 + index * 12
    plain.set(new TextEncoder().encode(name), entry)
    view.setUint32(entry + 4, at)
    view.setUint32(entry + 8, data.length)
    plain.set(data, at)
  })
  return plain
}

const asciiText = (text: string) => Uint8Array.from([...letters('text'), 0, 0, 0, 0, ...letters(text), 0])

/** multiLocalizedUnicodeType with one record, enUS. */
const unicodeText = (text: string) =>
  Uint8Array.from([
    ...letters('mluc'),
    ...[0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 12],
    ...letters('enUS'),
    ...[0, 0, 0, text.length * 2, 0, 0, 0, 28],
    ...letters(text).flatMap((letter) => [0, letter]),
  ])

/** textDescriptionType of version 2: ASCII, no Unicode, no script code. */
const description = (text: string) =>
  Uint8Array.from([
    ...letters('desc'),
    ...[0, 0, 0, 0, 0, 0, 0, text.length + 1],
    ...letters(text),
    ...new Array<number>(1 + 8 + 3 + 67).fill(0),
  ])

const letters = (text: string) => [...new TextEncoder().encode(text)]
const word = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))
