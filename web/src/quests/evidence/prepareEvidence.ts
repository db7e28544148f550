import { sha256Of } from '../../proofs/sha256Of'
import { FileNotTaken } from './FileNotTaken'
import { type FileKind, fileKind } from './fileKind'
import { pictureSize } from './pictureSize'
import { redrawPicture } from './redrawPicture'
import { stripJpeg } from './stripJpeg'
import { stripPng } from './stripPng'
import { stripWebp } from './stripWebp'

export type PreparedEvidence = {
  bytes: Uint8Array<ArrayBuffer>
  mediaType: string
  /** `0x` + SHA-256 of `bytes`, as it enters the work hash. */
  sha256: `0x${string}`
  /** Whether hidden data was taken out. */
  stripped: boolean
  /** Whether the picture was made smaller. */
  scaled: boolean
}

export type EvidenceLimits = { evidenceFileBytes: number; evidencePixels: number }

const mediaTypes: Partial<Record<FileKind, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  pdf: 'application/pdf',
  text: 'text/plain',
}
// More is not read into memory: it would not shrink to what is taken.
const mostRead = 200 * 1024 * 1024

/**
 * Leaves of a picture only its pixels, how it is turned, and its colours; takes PDF and text as they are. The kind is told
 * by the bytes. The server stores these bytes or none.
 * @param redraw draw a picture anew even if it could be cut: the server did not know a part of it
 * @throws FileNotTaken
 */
export async function prepareEvidence(
  file: File,
  limits: EvidenceLimits,
  redraw = false,
): Promise<PreparedEvidence> {
  if (file.size > mostRead) throw new FileNotTaken('too-large')
  const original = new Uint8Array(await file.arrayBuffer())
  const kind = fileKind(original)
  if (kind === 'pdf' || kind === 'text') {
    if (original.length > limits.evidenceFileBytes) throw new FileNotTaken('too-large')
    return finish(original, mediaTypes[kind] ?? '', false, false)
  }
  if (kind === 'other') throw new FileNotTaken('kind')
  if (kind === 'svg') throw new FileNotTaken('svg')
  const cut = redraw ? undefined : await cutPicture(original, kind, limits)
  if (cut !== undefined) return finish(cut, mediaTypes[kind] ?? '', cut.length !== original.length, false)
  const drawn = await redrawPicture(original, {
    maxPixels: limits.evidencePixels,
    maxBytes: limits.evidenceFileBytes,
  })
  if (drawn === undefined) throw new FileNotTaken(kind === 'heic' || kind === 'picture' ? kind : 'unreadable')
  return finish(drawn.bytes, 'image/jpeg', true, drawn.scaled)
}

/** Without touching the pixels; undefined when the picture has to be drawn anew. */
async function cutPicture(original: Uint8Array, kind: FileKind, limits: EvidenceLimits) {
  const size = pictureSize(original, kind)
  if (size === undefined || size.width * size.height > limits.evidencePixels) return undefined
  const cut = await strip(original, kind)
  return cut === undefined || cut.length > limits.evidenceFileBytes ? undefined : new Uint8Array(cut)
}

function strip(bytes: Uint8Array, kind: FileKind) {
  if (kind === 'jpeg') return stripJpeg(bytes)
  if (kind === 'png') return stripPng(bytes)
  return kind === 'webp' ? stripWebp(bytes) : undefined
}

async function finish(bytes: Uint8Array<ArrayBuffer>, mediaType: string, stripped: boolean, scaled: boolean) {
  return { bytes, mediaType, sha256: await sha256Of(bytes.buffer), stripped, scaled }
}
