export type FileKind = 'jpeg' | 'png' | 'webp' | 'pdf' | 'text' | 'heic' | 'svg' | 'picture' | 'other'

const latin1 = new TextDecoder('latin1')

/** What a file is by its bytes: names and announced types are often wrong. `picture`: one that only some browsers read. */
export function fileKind(bytes: Uint8Array): FileKind {
  const head = latin1.decode(bytes.subarray(0, 16))
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'jpeg'
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png'
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp'
  if (head.startsWith('%PDF-')) return 'pdf'
  if (head.slice(4, 8) === 'ftyp') {
    if (/^(hei[cxms]|mif1|msf1)/.test(head.slice(8, 12))) return 'heic'
    return /^avi[fs]/.test(head.slice(8, 12)) ? 'picture' : 'other'
  }
  if (/^(GIF8|BM|II\*\0|MM\0\*)/.test(head)) return 'picture'
  return textKind(bytes)
}

function startsWith(bytes: Uint8Array, signature: number[]): boolean {
  return signature.every((value, index) => bytes[index] === value)
}

function textKind(bytes: Uint8Array): FileKind {
  if (bytes.some((value) => value < 0x20 && value !== 9 && value !== 10 && value !== 13)) return 'other'
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return /^\s*</.test(text) && /<svg/i.test(text.slice(0, 4096)) ? 'svg' : 'text'
  } catch {
    return 'other'
  }
}
