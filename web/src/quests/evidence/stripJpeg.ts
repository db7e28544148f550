import { joinBytes } from './joinBytes'
import { orientationOf, orientationSegment } from './jpegOrientation'
import { plainProfile } from './plainProfile'

const [endOfImage, startOfScan] = [0xd9, 0xda]

/**
 * A JPEG with its pixels, how it is turned, and its colours; built anew from the parts that are needed, so that nothing
 * else can come along: no EXIF, XMP, thumbnails, comments, second pictures or videos behind the end. Pixels are not
 * touched.
 * @returns undefined when the file is not built as expected; then it has to be drawn anew
 */
export function stripJpeg(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept: Uint8Array[] = []
  const profile: Uint8Array[] = []
  let orientation = 1
  let adobe: Uint8Array | undefined
  let at = 2
  while (at + 4 <= bytes.length || bytes[at + 1] === endOfImage) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1 // a fill byte before the marker
      continue
    }
    if (marker === endOfImage) return assemble(kept, profile, orientation, adobe)
    const size = view.getUint16(at + 2)
    if (size < 2 || at + 2 + size > bytes.length) return undefined
    const segment = bytes.subarray(at, at + 2 + size)
    at += 2 + size
    if (marker === 0xe1) orientation = orientationOf(segment) ?? orientation
    else if (marker === 0xe2 && startsWith(segment, 'ICC_PROFILE\0')) profile.push(segment)
    else if (marker === 0xee && startsWith(segment, 'Adobe')) adobe = segment.subarray(4, 16)
    else if (isTable(marker)) kept.push(segment)
    else if (marker === startOfScan) {
      const end = endOfScan(bytes, at)
      kept.push(segment, bytes.subarray(at, end))
      at = end
    } else if (!isExtra(marker)) return undefined
  }
  return undefined
}

// SOF0–2, DHT, DQT, DRI.
const isTable = (marker: number) => [0xc0, 0xc1, 0xc2, 0xc4, 0xdb, 0xdd].includes(marker)

// APPn and comments.
const isExtra = (marker: number) => (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe

/** Up to the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length) {
    const next = bytes[at + 1] ?? 0
    if (bytes[at] === 0xff && next !== 0 && !(next >= 0xd0 && next <= 0xd7)) break
    at += 1
  }
  return at
}

function assemble(kept: Uint8Array[], profile: Uint8Array[], orientation: number, adobe?: Uint8Array) {
  const colours = colourSegments(profile)
  if (colours === undefined) return undefined
  // biome-ignore format: one line per field of the block
  const jfif = Uint8Array.from([
    0xff, 0xe0, 0x00, 0x10,
    0x4a, 0x46, 0x49, 0x46, 0x00, // "JFIF\0"
    0x01, 0x01, 0x00, 0x00, 0x01, 0x00, 0x01, // version 1.1, square pixels
    0x00, 0x00, // no thumbnail
  ])
  return joinBytes([
    Uint8Array.from([0xff, 0xd8]),
    // Adobe's colours and JFIF exclude each other.
    ...(adobe === undefined ? [jfif] : [Uint8Array.from([0xff, 0xee, 0x00, 0x0e, ...adobe])]),
    ...(orientation === 1 ? [] : [orientationSegment(orientation)]),
    ...colours,
    ...kept,
    Uint8Array.from([0xff, endOfImage]),
  ])
}

/** The profile made plain, in parts of 64 KiB as it came. */
function colourSegments(segments: Uint8Array[]): Uint8Array[] | undefined {
  if (segments.length === 0) return []
  const inOrder = segments.toSorted((a, b) => (a[16] ?? 0) - (b[16] ?? 0))
  if (inOrder.some((segment, index) => segment[16] !== index + 1 || segment[17] !== segments.length))
    return undefined
  const plain = plainProfile(joinBytes(inOrder.map((segment) => segment.subarray(18))))
  if (plain === undefined) return undefined
  const room = 65_519
  const count = Math.ceil(plain.length / room)
  return Array.from({ length: count }, (_, index) => {
    const part = plain.subarray(index * room, (index + 1) * room)
    const head = Uint8Array.from([
      0xff,
      0xe2,
      0,
      0,
      ...new TextEncoder().encode('ICC_PROFILE\0'),
      index + 1,
      count,
    ])
    new DataView(head.buffer).setUint16(2, part.length + 16)
    return joinBytes([head, part])
  })
}

function startsWith(segment: Uint8Array, name: string): boolean {
  return String.fromCharCode(...segment.subarray(4, 4 + name.length)) === name
}
