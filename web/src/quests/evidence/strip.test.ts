import { deflateSync, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { fileKind } from './fileKind'
import { pictureSize } from './pictureSize'
import { plainProfile } from './plainProfile'
import { prepareEvidence } from './prepareEvidence'
import { stripJpeg } from './stripJpeg'
import { stripPng } from './stripPng'
import { stripWebp } from './stripWebp'

const place = 'GPSLatitude=52.51632'
const text = (words: string) => [...new TextEncoder().encode(words)]
const has = (bytes: Uint8Array | undefined, words: string) => Buffer.from(bytes ?? []).includes(words)
const big = (value: number) => [(value >> 24) & 255, (value >> 16) & 255, (value >> 8) & 255, value & 255]
const little = (value: number) => big(value).toReversed()
const segment = (marker: number, body: number[]) => [
  0xff,
  marker,
  (body.length + 2) >> 8,
  (body.length + 2) & 255,
  ...body,
]
const limits = { evidenceFileBytes: 10_485_760, evidencePixels: 50_000_000 }

/** Red's colour, a name that tells a place, and a tag of metadata. */
function profile(): number[] {
  const named = [...text('text'), 0, 0, 0, 0, ...text(place), 0, 0, 0, 0]
  const red = [...text('XYZ '), 0, 0, 0, 0, ...big(0x6fa2), ...big(0x38f5), ...big(0x390)]
  const tags: [string, number[]][] = [
    ['desc', named],
    ['meta', [...text('dict'), 0, 0, 0, 0, ...text(place)]],
    ['rXYZ', red],
  ]
  let at = 132 + tags.length * 12
  const table = tags.flatMap(([name, data]) => {
    const entry = [...text(name), ...big(at), ...big(data.length)]
    at += data.length
    return entry
  })
  const zeros = (count: number) => new Array<number>(count).fill(0)
  const head = [
    ...big(at),
    ...text('GPS!'),
    2,
    ...zeros(27),
    ...text('acsp'),
    ...zeros(8),
    ...text('GPS1GPS2'),
    ...zeros(24),
    ...text('GPS3'),
    ...zeros(44),
  ]
  return [...head, ...big(tags.length), ...table, ...tags.flatMap(([, data]) => data)]
}

function exif(orientation: number): number[] {
  const tiff = [
    ...text('II*'),
    0,
    8,
    0,
    0,
    0,
    1,
    0,
    0x12,
    0x01,
    3,
    0,
    1,
    0,
    0,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
  ]
  return segment(0xe1, [...text('Exif'), 0, 0, ...tiff, ...text(place)])
}

describe('a JPEG', () => {
  const scan = [0xff, 0xda, 0, 2, 1, 0xff, 0, 2, 0xff, 0xd0, 3]
  const end = [0xff, 0xd9]
  const jpeg = (extra: number[] = [], behind: number[] = []) =>
    Uint8Array.from([
      ...[0xff, 0xd8],
      ...segment(0xe0, [...text('JFIF'), 0, 1, 1, 0, 0, 1, 0, 1, 1, 1, 7, 7, 7]),
      ...extra,
      ...segment(0xdb, [1, 2, 3]),
      ...scan,
      ...end,
      ...behind,
    ])

  it('keeps its pixels, how it is turned, and nothing else', () => {
    const nasty = [
      ...exif(6),
      ...segment(0xe1, text(`http://ns.adobe.com/xap/1.0/ ${place}`)),
      ...segment(0xe2, text(`MPF ${place}`)),
      ...segment(0xe2, text(`FPXR ${place}`)),
      ...segment(0xe3, text(place)),
      ...segment(0xed, text(`Photoshop 3.0 ${place}`)),
      ...segment(0xfe, text(place)),
    ]
    const behind = [...jpeg(exif(1)), ...text(`ftypmp42 ©xyz ${place}`)]
    const clean = stripJpeg(jpeg(nasty, behind)) ?? new Uint8Array()
    expect(has(clean, 'GPS')).toBe(false)
    expect([...clean]).toEqual([
      ...[0xff, 0xd8],
      ...segment(0xe0, [...text('JFIF'), 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
      ...segment(0xe1, [
        ...text('Exif'),
        0,
        0,
        ...text('MM'),
        0,
        42,
        0,
        0,
        0,
        8,
        0,
        1,
        1,
        0x12,
        0,
        3,
        0,
        0,
        0,
        1,
        0,
        6,
        0,
        0,
        0,
        0,
        0,
        0,
      ]),
      ...segment(0xdb, [1, 2, 3]),
      ...scan,
      ...end,
    ])
    expect(stripJpeg(clean)).toEqual(clean)
  })

  it('keeps of its profile the colours alone', () => {
    const clean =
      stripJpeg(jpeg(segment(0xe2, [...text('ICC_PROFILE'), 0, 1, 1, ...profile()]))) ?? new Uint8Array()
    expect(has(clean, 'ICC_PROFILE')).toBe(true)
    expect(has(clean, 'rXYZ')).toBe(true)
    for (const gone of ['GPS', 'meta', 'dict']) expect(has(clean, gone)).toBe(false)
    expect(stripJpeg(clean)).toEqual(clean)
  })

  it('that is not built as one has to be drawn anew', () => {
    for (const bytes of [
      [1, 2, 3],
      [0xff, 0xd8, 0xff, 0xe1, 0, 1],
      [...jpeg()].slice(0, -2),
      [0xff, 0xd8, ...segment(0xdc, [0, 1]), ...end],
    ])
      expect(stripJpeg(Uint8Array.from(bytes))).toBeUndefined()
    const half = segment(0xe2, [...text('ICC_PROFILE'), 0, 1, 2, ...profile()])
    expect(stripJpeg(jpeg(half))).toBeUndefined()
  })
})

describe('a PNG', () => {
  const chunk = (type: string, body: number[]) => [...big(body.length), ...text(type), ...body, 0, 0, 0, 0]
  const head = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
  const pixels = [...deflateSync(Buffer.alloc(6))]
  const png = (extra: number[]) =>
    Uint8Array.from([
      ...head,
      ...chunk('IHDR', [1]),
      ...extra,
      ...chunk('IDAT', pixels),
      ...chunk('IEND', []),
    ])

  it('loses its texts, times, EXIF, private chunks and what follows its end', async () => {
    const nasty = ['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME', 'acTL', 'prVt'].flatMap((type) =>
      chunk(type, text(place)),
    )
    const clean = await stripPng(Uint8Array.from([...png(nasty), ...chunk('tEXt', text(place))]))
    expect([...(clean ?? [])]).toEqual([...png([])])
  })

  it('keeps of its profile the colours alone', async () => {
    const packed = [...deflateSync(Buffer.from(profile()))]
    const clean = Buffer.from((await stripPng(png(chunk('iCCP', [...text(place), 0, 0, ...packed])))) ?? [])
    expect(has(clean, 'GPS')).toBe(false)
    const at = clean.indexOf('iCCPcolours\0\0')
    const kept = inflateSync(clean.subarray(at + 13, at + 4 + clean.readUInt32BE(at - 4)))
    expect(kept.includes('rXYZ')).toBe(true)
    expect(kept.includes('GPS')).toBe(false)
  })
})

describe('a WebP', () => {
  const chunk = (type: string, body: number[]) => [
    ...text(type),
    ...little(body.length),
    ...body,
    ...new Array<number>(body.length % 2).fill(0),
  ]
  const webp = (body: number[]) =>
    Uint8Array.from([...text('RIFF'), ...little(body.length + 4), ...text('WEBP'), ...body])

  it('loses EXIF, XMP and what follows its end; its size and flags are corrected', () => {
    const header = (flags: number) => chunk('VP8X', [flags, 0, 0, 0, 1, 0, 0, 1, 0, 0])
    const picture = chunk('VP8 ', [9, 9, 9])
    const nasty = [
      ...chunk('EXIF', text(place)),
      ...chunk('XMP ', text(place)),
      ...chunk('PLCE', text(place)),
    ]
    const clean = stripWebp(
      Uint8Array.from([...webp([...header(0b0001_1100), ...picture, ...nasty]), ...text(place)]),
    )
    expect([...(clean ?? [])]).toEqual([...webp([...header(0b0001_0000), ...picture])])
  })

  it('keeps of its profile the colours alone', () => {
    const clean = stripWebp(
      webp([
        ...chunk('VP8X', [0x20, ...new Array<number>(9).fill(0)]),
        ...chunk('ICCP', profile()),
        ...chunk('VP8L', [0x2f]),
      ]),
    )
    expect(has(clean, 'rXYZ')).toBe(true)
    expect(has(clean, 'GPS')).toBe(false)
  })

  it('that moves has to be drawn anew', () => {
    expect(stripWebp(webp([...chunk('VP8X', [2]), ...chunk('ANIM', [0])]))).toBeUndefined()
  })
})

it('a profile without colours is none', () => {
  expect(plainProfile(Uint8Array.from(text(place)))).toBeUndefined()
  expect(plainProfile(Uint8Array.from(profile()).fill(0x41, 132 + 24, 132 + 28))).toBeUndefined()
})

it('the kind of a file is told by its bytes', () => {
  const kinds = [
    ['jpeg', [0xff, 0xd8, 0xff, 0xe0]],
    ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
    ['webp', text('RIFF....WEBPVP8 ')],
    ['pdf', text('%PDF-1.7')],
    ['heic', [0, 0, 0, 24, ...text('ftypheic')]],
    ['picture', [0, 0, 0, 24, ...text('ftypavif')]],
    ['other', [0, 0, 0, 24, ...text('ftypmp42')]],
    ['picture', text('GIF89a')],
    ['svg', text('<?xml version="1.0"?><svg/>')],
    ['text', text('Bäume')],
    ['other', [0x4d, 0x5a, 0x90, 0]],
    ['other', [0xc3, 0x28]],
  ] as const
  for (const [kind, bytes] of kinds) expect(fileKind(Uint8Array.from(bytes))).toBe(kind)
})

it('the size of a picture is read from its header', () => {
  const png = Uint8Array.from([...new Array<number>(16).fill(0), ...big(20_000), ...big(30_000)])
  expect(pictureSize(png, 'png')).toEqual({ width: 20_000, height: 30_000 })
  const jpeg = Uint8Array.from([0xff, 0xd8, ...exif(1), ...segment(0xc2, [8, 0x4e, 0x20, 0x75, 0x30, 3])])
  expect(pictureSize(jpeg, 'jpeg')).toEqual({ width: 30_000, height: 20_000 })
  expect(pictureSize(Uint8Array.from([0xff, 0xd8, 0xff]), 'jpeg')).toBeUndefined()
})

it('a file is hashed as it will be stored', async () => {
  const prepared = await prepareEvidence(new File(['abc'], 'a.jpg', { type: 'image/jpeg' }), limits)
  expect(prepared.sha256).toBe('0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(prepared).toMatchObject({ mediaType: 'text/plain', stripped: false, scaled: false })
})

it.each([
  ['kind', [0x4d, 0x5a, 0x90, 0]],
  ['svg', text('<svg/>')],
  ['heic', [0, 0, 0, 24, ...text('ftypheic')]],
  ['unreadable', [0xff, 0xd8, 0xff, 0xe0]],
])('a file that is not taken says why: %s', async (reason, bytes) => {
  await expect(prepareEvidence(new File([Uint8Array.from(bytes)], 'x'), limits)).rejects.toMatchObject({
    reason,
  })
})
