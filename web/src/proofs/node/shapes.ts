import type { Hex } from 'viem'

/** The members of a block header that the verification uses. */
export type Header = { number: number; hash: Hex; timestamp: number }
/** The members of a log that the verification uses. */
export type LogEntry = { address: Hex; topics: Hex[]; blockHash: Hex; removed: boolean }

function hexOf(value: unknown, pattern: RegExp): Hex {
  if (typeof value !== 'string' || !pattern.test(value)) throw new TypeError('not hex of this shape')
  return value.toLowerCase() as Hex
}

/** `0x` and up to 64 bits; leading zeros do no harm. */
export function asQuantity(value: unknown): number {
  const number = Number(hexOf(value, /^0x[0-9a-f]{1,64}$/i))
  if (!Number.isSafeInteger(number)) throw new RangeError('not a number we can count to')
  return number
}

/** Bytes in lower case. */
export const asBytes = (value: unknown): Hex => hexOf(value, /^0x([0-9a-f]{2})*$/i)
const asHash = (value: unknown): Hex => hexOf(value, /^0x[0-9a-f]{64}$/i)

/** Null when the node has no such block. */
export function asHeader(value: unknown): Header | null {
  if (value === null) return null
  const { number, hash, timestamp } = value as Record<string, unknown>
  return { number: asQuantity(number), hash: asHash(hash), timestamp: asQuantity(timestamp) }
}

export function asLog(value: unknown): LogEntry {
  const { address, topics, blockHash, removed } = value as Record<string, unknown>
  return {
    address: hexOf(address, /^0x[0-9a-f]{40}$/i),
    topics: (topics as unknown[]).map(asHash),
    blockHash: asHash(blockHash),
    removed: removed === true,
  }
}
