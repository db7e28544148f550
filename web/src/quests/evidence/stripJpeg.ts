const app1 = 0xe1
const startOfScan = 0xda

/**
 * Removes everything from a JPEG that is not needed to show it: EXIF, XMP, IPTC, comments and maker notes. Pixels are
 * not touched. The one thing kept from EXIF is how the picture is turned, in a new block that holds nothing else.
 * @param bytes the file
 * @returns the same picture; the input itself when it is not a well-formed JPEG
 */
export function stripJpeg(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return bytes
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept: Uint8Array[] = [bytes.subarray(0, 2)]
  let orientation = 1
  let at = 2
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return bytes
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1 // a fill byte before the marker
      continue
    }
    if (marker === startOfScan) break
    const size = view.getUint16(at + 2)
    if (size < 2) return bytes
    const segment = bytes.subarray(at, at + 2 + size)
    if (marker === app1) orientation = orientationOf(segment) ?? orientation
    if (isNeeded(marker)) kept.push(segment)
    at += 2 + size
  }
  const turned = orientation === 1 ? [] : [orientationSegment(orientation)]
  return concat([kept[0] ?? bytes.subarray(0, 2), ...turned, ...kept.slice(1), bytes.subarray(at)])
}

// APP0 (JFIF), APP2 (colour profile) and APP14 (Adobe colour transform) change how it looks; the other APPn do not.
function isNeeded(marker: number): boolean {
  const isApp = marker >= 0xe0 && marker <= 0xef
  const isComment = marker === 0xfe
  return isApp ? marker === 0xe0 || marker === 0xe2 || marker === 0xee : !isComment
}

function orientationOf(segment: Uint8Array): number | undefined {
  const tiff = 10 // marker, size and "Exif\0\0"
  if (String.fromCharCode(...segment.subarray(4, 8)) !== 'Exif' || segment.length < tiff + 8) return undefined
  const view = new DataView(segment.buffer, segment.byteOffset + tiff, segment.length - tiff)
  const little = view.getUint16(0) === 0x4949
  const directory = view.getUint32(4, little)
  if (directory + 2 > view.byteLength) return undefined
  const entries = view.getUint16(directory, little)
  for (let index = 0; index < entries; index++) {
    const entry = directory + 2 + index * 12
    if (entry + 12 > view.byteLength) return undefined
    if (view.getUint16(entry, little) === 0x0112) {
      const value = view.getUint16(entry + 8, little)
      return value >= 1 && value <= 8 ? value : undefined
    }
  }
  return undefined
}

function orientationSegment(orientation: number): Uint8Array {
  // biome-ignore format: one line per field of the block
  return Uint8Array.from([
    0xff, app1, 0x00, 0x22,
    0x45, 0x78, 0x69, 0x66, 0x00, 0x00, // "Exif\0\0"
    0x4d, 0x4d, 0x00, 0x2a, 0x00, 0x00, 0x00, 0x08, // big-endian TIFF, first directory at 8
    0x00, 0x01, // one entry
    0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, orientation, 0x00, 0x00, // orientation, SHORT, one value
    0x00, 0x00, 0x00, 0x00, // no next directory
  ])
}

function concat(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
