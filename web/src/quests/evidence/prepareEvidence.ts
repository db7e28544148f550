import { sha256Of } from '../../proofs/sha256Of'
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
}

const strippers: Record<string, (bytes: Uint8Array) => Uint8Array> = {
  'image/jpeg': stripJpeg,
  'image/png': stripPng,
  'image/webp': stripWebp,
}

/** Takes hidden data out of a picture and hashes what will be stored. The server stores these bytes or none. */
export async function prepareEvidence(file: File): Promise<PreparedEvidence> {
  const original = new Uint8Array(await file.arrayBuffer())
  const mediaType = file.type || 'text/plain'
  const bytes = new Uint8Array(strippers[mediaType]?.(original) ?? original)
  const sha256 = await sha256Of(bytes.buffer)
  return { bytes, mediaType, sha256, stripped: bytes.length !== original.length }
}
