/** How an EXIF segment says that its picture is turned, 1 to 8; undefined when it does not say. */
export function orientationOf(segment: Uint8Array): number | undefined {
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

/** An EXIF segment with that and nothing else. */
export function orientationSegment(orientation: number): Uint8Array {
  // biome-ignore format: one line per field of the block
  return Uint8Array.from([
    0xff, 0xe1, 0x00, 0x22,
    0x45, 0x78, 0x69, 0x66, 0x00, 0x00, // "Exif\0\0"
    0x4d, 0x4d, 0x00, 0x2a, 0x00, 0x00, 0x00, 0x08, // big-endian TIFF, first directory at 8
    0x00, 0x01, // one entry
    0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, orientation, 0x00, 0x00, // orientation, SHORT, one value
    0x00, 0x00, 0x00, 0x00, // no next directory
  ])
}
