const exifAndXmpFlags = 0b0000_1100

/** Removes the EXIF and XMP chunks of a WebP and corrects the two places that say they are there. */
export function stripWebp(bytes: Uint8Array): Uint8Array {
  const word = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))
  if (word(0) !== 'RIFF' || word(8) !== 'WEBP') return bytes
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const whole = new Uint8Array(bytes.length)
  whole.set(bytes.subarray(0, 12))
  let to = 12
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at + 4, true)
    const padded = Math.min(8 + size + (size % 2), bytes.length - at)
    const type = word(at)
    if (type !== 'EXIF' && type !== 'XMP ') {
      whole.set(bytes.subarray(at, at + padded), to)
      if (type === 'VP8X') whole[to + 8] = (whole[to + 8] ?? 0) & ~exifAndXmpFlags
      to += padded
    }
    at += padded
  }
  new DataView(whole.buffer).setUint32(4, to - 8, true)
  return whole.slice(0, to)
}
