import { type Hex, size, slice } from 'viem'

const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

export type Ecdsa = { r: Hex; s: Hex; yParity: 0 | 1; highS: boolean }

/**
 * Reads 65 bytes `r‖s‖v` (v 0, 1, 27, 28) or 64 bytes of EIP-2098.
 * @returns undefined when the bytes are not a signature in range
 */
export function parseEcdsa(signature: Hex): Ecdsa | undefined {
  const length = size(signature)
  if (length !== 64 && length !== 65) return undefined
  const r = slice(signature, 0, 32)
  let s = BigInt(slice(signature, 32, 64))
  let yParity: number
  if (length === 64) {
    yParity = Number(s >> 255n)
    s &= (1n << 255n) - 1n
  } else {
    const v = Number(slice(signature, 64, 65))
    yParity = v >= 27 ? v - 27 : v
  }
  const inRange = (value: bigint) => value > 0n && value < order
  if ((yParity !== 0 && yParity !== 1) || !inRange(BigInt(r)) || !inRange(s)) return undefined
  return { r, s: `0x${s.toString(16).padStart(64, '0')}`, yParity, highS: s > order / 2n }
}
