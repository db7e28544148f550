import type { FileKind } from './fileKind'

/** Width and height by the header, before anything is unpacked; undefined when it does not say. */
export function pictureSize(
  bytes: Uint8Array,
  kind: FileKind,
): { width: number; height: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    if (kind === 'png') return { width: view.getUint32(16), height: view.getUint32(20) }
    if (kind === 'webp') return webp(view)
    return kind === 'jpeg' ? jpeg(view) : undefined
  } catch {
    return undefined // cut off
  }
}

function jpeg(view: DataView) {
  for (let at = 2; view.getUint8(at) === 0xff; ) {
    const marker = view.getUint8(at + 1)
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2)
  }
  return undefined
}

function webp(view: DataView) {
  const type = String.fromCharCode(...Array.from({ length: 4 }, (_, index) => view.getUint8(12 + index)))
  const u24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
  if (type === 'VP8X') return { width: 1 + u24(24), height: 1 + u24(27) }
  if (type === 'VP8 ')
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  const bits = view.getUint32(21, true)
  return type === 'VP8L' ? { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) } : undefined
}
