const dropped = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME', 'dSIG'])
const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Removes the chunks of a PNG that carry texts, times or EXIF; the others stay byte for byte. */
export function stripPng(bytes: Uint8Array): Uint8Array {
  if (signature.some((value, index) => bytes[index] !== value)) return bytes
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const whole = new Uint8Array(bytes.length)
  whole.set(bytes.subarray(0, 8))
  let to = 8
  for (let at = 8; at + 12 <= bytes.length; ) {
    const size = 12 + view.getUint32(at)
    if (at + size > bytes.length) return bytes
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (!dropped.has(type)) {
      whole.set(bytes.subarray(at, at + size), to)
      to += size
    }
    at += size
    if (type === 'IEND') break // what follows the end of the picture is no part of it
  }
  return whole.slice(0, to)
}
