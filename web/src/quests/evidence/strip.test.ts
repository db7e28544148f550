import { describe, expect, it } from 'vitest'
import { prepareEvidence } from './prepareEvidence'
import { stripJpeg } from './stripJpeg'
import { stripPng } from './stripPng'
import { stripWebp } from './stripWebp'

const text = (words: string) => [...new TextEncoder().encode(words)]
const has = (bytes: Uint8Array, words: string) => Buffer.from(bytes).includes(words)
const segment = (marker: number, body: number[]) => [
  0xff,
  marker,
  (body.length + 2) >> 8,
  (body.length + 2) & 255,
  ...body,
]

function exif(orientation: number): number[] {
  const tiff = [
    0x49,
    0x49,
    0x2a,
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
  return segment(0xe1, [...text('Exif'), 0, 0, ...tiff, ...text('GPS 52.52N')])
}

describe('a JPEG', () => {
  const scan = [0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9]
  const jpeg = (orientation: number) =>
    Uint8Array.from([
      ...[0xff, 0xd8],
      ...segment(0xe0, [...text('JFIF'), 0]),
      ...exif(orientation),
      ...segment(0xe2, text('ICC_PROFILE')),
      ...segment(0xed, text('IPTC Berlin')),
      ...segment(0xfe, text('a comment')),
      ...segment(0xdb, [1, 2, 3]),
      ...scan,
    ])

  it('loses places, comments and captions, and keeps the picture and its colours', () => {
    const clean = stripJpeg(jpeg(1))
    for (const gone of ['GPS', 'IPTC', 'a comment', 'Exif']) expect(has(clean, gone)).toBe(false)
    for (const kept of ['JFIF', 'ICC_PROFILE']) expect(has(clean, kept)).toBe(true)
    expect([...clean.slice(-scan.length)]).toEqual(scan)
  })

  it('keeps how it is turned and nothing else of its EXIF', () => {
    const clean = stripJpeg(jpeg(6))
    expect(has(clean, 'Exif')).toBe(true)
    expect(has(clean, 'GPS')).toBe(false)
    expect(stripJpeg(clean)).toEqual(clean)
  })

  it('that is none is left alone', () => {
    const bytes = Uint8Array.from([1, 2, 3])
    expect(stripJpeg(bytes)).toBe(bytes)
  })
})

it('a PNG loses its texts, times and EXIF', () => {
  const chunk = (type: string, body: number[]) => [0, 0, 0, body.length, ...text(type), ...body, 0, 0, 0, 0]
  const head = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
  const clean = stripPng(
    Uint8Array.from([
      ...head,
      ...chunk('IHDR', [1]),
      ...chunk('tEXt', text('Location Berlin')),
      ...chunk('eXIf', text('GPS')),
      ...chunk('IDAT', [7, 7]),
      ...chunk('IEND', []),
      ...text('after the end'),
    ]),
  )
  for (const gone of ['Berlin', 'GPS', 'after']) expect(has(clean, gone)).toBe(false)
  expect([...clean]).toEqual([...head, ...chunk('IHDR', [1]), ...chunk('IDAT', [7, 7]), ...chunk('IEND', [])])
})

it('a WebP loses EXIF and XMP, its size and flags are corrected', () => {
  const chunk = (type: string, body: number[]) => [...text(type), body.length, 0, 0, 0, ...body]
  const body = [
    ...chunk('VP8X', [0b0010_1100, 0, 0, 0]),
    ...chunk('VP8 ', [9, 9]),
    ...chunk('EXIF', text('GPS!')),
    ...chunk('XMP ', text('Berlin')),
  ]
  const clean = stripWebp(
    Uint8Array.from([...text('RIFF'), body.length + 4, 0, 0, 0, ...text('WEBP'), ...body]),
  )
  expect(has(clean, 'GPS')).toBe(false)
  expect(has(clean, 'Berlin')).toBe(false)
  expect(clean[4]).toBe(clean.length - 8)
  expect(clean[20]).toBe(0b0010_0000)
})

it('a file is hashed as it will be stored', async () => {
  const file = new File(['abc'], 'a.txt', { type: 'text/plain' })
  const prepared = await prepareEvidence(file)
  expect(prepared.sha256).toBe('0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(prepared.stripped).toBe(false)
})
