import { joinBytes } from './joinBytes'
import { plainProfile } from './plainProfile'

const profileAndAlpha = 0b0011_0000

/**
 * A WebP of the chunks that show it: no EXIF or XMP, nothing behind its end; of a colour profile only the colours.
 * @returns undefined when the file is not built as expected, or moves; then it has to be drawn anew
 */
export function stripWebp(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = Math.min(bytes.length, 8 + view.getUint32(4, true))
  const parts: Uint8Array[] = []
  let shown = false
  for (let at = 12; at + 8 <= end && !shown; ) {
    const type = String.fromCharCode(...bytes.subarray(at, at + 4))
    const size = view.getUint32(at + 4, true)
    if (at + 8 + size > end) return undefined
    const body = bytes.subarray(at + 8, at + 8 + size)
    if (type === 'ANIM' || type === 'ANMF') return undefined
    if (type === 'ICCP') {
      const plain = plainProfile(body)
      if (plain === undefined) return undefined
      parts.push(chunk(type, plain))
    } else if (type === 'VP8X') parts.push(chunk(type, extended(body)))
    else if (type === 'ALPH' || type === 'VP8 ' || type === 'VP8L') parts.push(chunk(type, body))
    shown = type === 'VP8 ' || type === 'VP8L'
    at += 8 + size + (size % 2)
  }
  if (!shown) return undefined
  const content = joinBytes([new TextEncoder().encode('WEBP'), ...parts])
  return joinBytes([head('RIFF', content.length), content])
}

/** The header without the flags of what was left out. */
function extended(body: Uint8Array): Uint8Array {
  const plain = body.slice(0, 10)
  plain[0] = (plain[0] ?? 0) & profileAndAlpha
  return plain.fill(0, 1, 4)
}

const chunk = (type: string, body: Uint8Array) =>
  joinBytes([head(type, body.length), body, new Uint8Array(body.length % 2)])

function head(type: string, size: number): Uint8Array {
  const bytes = Uint8Array.from([...new TextEncoder().encode(type), 0, 0, 0, 0])
  new DataView(bytes.buffer).setUint32(4, size, true)
  return bytes
}
