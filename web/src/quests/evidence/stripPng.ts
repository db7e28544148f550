import { joinBytes } from './joinBytes'
import { plainProfile } from './plainProfile'
import { inflate, zip } from './zlib'

const signature = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const kept = new Set([
  'IHDR',
  'PLTE',
  'tRNS',
  'IDAT',
  'IEND',
  'sRGB',
  'gAMA',
  'cHRM',
  'pHYs',
  'sBIT',
  'bKGD',
  'cICP',
])

/**
 * A PNG of the chunks that show it: no texts, times, EXIF or animation, nothing behind its end; of a colour profile only
 * the colours.
 * @returns undefined when the file is not built as expected; then it has to be drawn anew
 */
export async function stripPng(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: Uint8Array[] = [signature]
  const pixels: Uint8Array[] = []
  for (let at = 8; at + 12 <= bytes.length; ) {
    const size = view.getUint32(at)
    if (at + 12 + size > bytes.length) return undefined
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    const body = bytes.subarray(at + 8, at + 8 + size)
    if (type === 'iCCP') {
      const profile = await plainChunk(body)
      if (profile === undefined) return undefined
      parts.push(profile)
    } else if (kept.has(type)) parts.push(bytes.subarray(at, at + 12 + size))
    if (type === 'IDAT') pixels.push(body)
    at += 12 + size
    if (type === 'IEND')
      return (await inflate(joinBytes(pixels))) === undefined ? undefined : joinBytes(parts)
  }
  return undefined
}

async function plainChunk(body: Uint8Array): Promise<Uint8Array | undefined> {
  const profile = await inflate(body.subarray(body.indexOf(0) + 2))
  const plain = profile && plainProfile(profile)
  if (plain === undefined) return undefined
  const name = new TextEncoder().encode('iCCPcolours\0\0')
  const named = joinBytes([name, await zip(plain)])
  const chunk = new Uint8Array(named.length + 8)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, named.length - 4)
  chunk.set(named, 4)
  view.setUint32(chunk.length - 4, crc32(named))
  return chunk
}

/** The checksum of a chunk (PNG, annex D). */
function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff
  for (const value of bytes) {
    sum ^= value
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  }
  return (sum ^ 0xffffffff) >>> 0
}
