import { concat, domainSeparator, encodeAbiParameters, type Hex, keccak256, stringToBytes } from 'viem'
import type { Proof } from '../Proof'

const creatorType =
  'CreatorAttestation(string quest,string outcome,bytes16 questId,address creator,address performer,bytes32 workHash,uint32 xp,uint32 reputation,uint64 deadline)'
const performerType =
  'PerformerAttestation(string quest,bytes16 questId,address creator,address performer,bytes32 workHash,uint64 deadline)'

const words = (...types: string[]) => types.map((type) => ({ type }))
const hashText = (text: string) => keccak256(stringToBytes(text))

function digest({ domain }: Proof, struct: Hex): Hex {
  const separator = domainSeparator({ domain })
  return keccak256(concat(['0x1901', separator, keccak256(struct)]))
}

/**
 * What the creator must have signed (EIP-712). Built from `titleHash` instead of the title, so that it can be
 * computed after the text was erased: typed data hash a string by its keccak256 in any case.
 */
export function creatorDigest(proof: Proof): Hex {
  const { completed: c, titleHash, outcome, creator } = proof
  const types = words(
    'bytes32',
    'bytes32',
    'bytes32',
    'bytes16',
    'address',
    'address',
    'bytes32',
    'uint32',
    'uint32',
    'uint64',
  )
  const id: Hex = `0x${c.questId.replaceAll('-', '')}`
  const head = [hashText(creatorType), titleHash, hashText(outcome), id, c.creator, c.performer, c.workHash]
  return digest(proof, encodeAbiParameters(types, [...head, c.xp, c.reputation, BigInt(creator.deadline)]))
}

/** What the performer must have signed. */
export function performerDigest(proof: Proof): Hex {
  const { completed: c, titleHash, performer } = proof
  const types = words('bytes32', 'bytes32', 'bytes16', 'address', 'address', 'bytes32', 'uint64')
  const id: Hex = `0x${c.questId.replaceAll('-', '')}`
  const head = [hashText(performerType), titleHash, id, c.creator, c.performer, c.workHash]
  return digest(proof, encodeAbiParameters(types, [...head, BigInt(performer.deadline)]))
}
