// Loaded with the steps: viem loads the curve when it first recovers, and offline that fails like a wrong signature.
import { secp256k1 } from '@noble/curves/secp256k1'
import type { Hex } from 'viem'
import { publicKeyToAddress } from 'viem/utils'
import type { Ecdsa } from './parseEcdsa'

/**
 * The account whose key signed a digest.
 * @returns undefined when the numbers belong to no point of the curve
 */
export function signerOf(digest: Hex, { r, s, yParity }: Ecdsa): Hex | undefined {
  try {
    const key = new secp256k1.Signature(BigInt(r), BigInt(s)).addRecoveryBit(yParity)
    return publicKeyToAddress(`0x${key.recoverPublicKey(digest.slice(2)).toHex(false)}`)
  } catch {
    return undefined
  }
}
