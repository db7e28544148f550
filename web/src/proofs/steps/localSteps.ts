import { SimpleMerkleTree } from '@openzeppelin/merkle-tree'
import { concat, encodeAbiParameters, keccak256 } from 'viem'
import { type Finding, fail, inconclusive, pass, skipped } from '../Finding'
import type { Proof } from '../Proof'

export type Deployment = {
  chainId: number
  registry: string
  /** What it publishes about finality: `finalized`, or a number of blocks. */
  finality?: string
}

export const isOf = ({ chainId, registry }: Deployment, domain: Proof['domain']): boolean =>
  chainId === domain.chainId && registry.toLowerCase() === domain.verifyingContract.toLowerCase()

/** `domain`: signed for this application, and for a deployment that the reader, not the file, trusts. */
export function checkDomain({ domain }: Proof, trusted: Deployment[]): Finding {
  if (domain.name !== 'CivicForge' || domain.version !== '1') return fail('verify.reason.other-application')
  const known = trusted.some((deployment) => isOf(deployment, domain))
  const facts = { chain: domain.chainId, registry: domain.verifyingContract }
  return known
    ? pass('verify.reason.known-deployment', facts)
    : inconclusive('verify.reason.unknown-deployment', facts)
}

/** `roles`: the two parties are two wallets. */
export function checkRoles({ completed }: Proof): Finding {
  return completed.creator === completed.performer
    ? fail('verify.reason.same-wallet')
    : pass('verify.reason.two-wallets')
}

/** `deadlines`: completed while the later of the two signed deadlines had not passed. */
export function checkDeadlines(proof: Proof): Finding {
  const later = Math.max(proof.creator.deadline, proof.performer.deadline)
  return proof.completed.completedAt <= later ? pass('verify.reason.in-time') : fail('verify.reason.too-late')
}

const workEncoding = ['bytes32', 'string', 'string', 'string', 'string', 'bytes32[]'].map((type) => ({
  type,
}))

/** `work-hash`: the disclosed texts are the ones that were signed (protocol §3). */
export function checkWorkHash({ content, completed }: Proof): Finding {
  if (content === undefined) return skipped('verify.reason.nothing-disclosed')
  const { salt, title, description, exceptionalCriteria, submission, evidence } = content
  const hash = keccak256(
    encodeAbiParameters(workEncoding, [salt, title, description, exceptionalCriteria, submission, evidence]),
  )
  return hash === completed.workHash ? pass('verify.reason.texts-match') : fail('verify.reason.texts-differ')
}

const pair = [{ type: 'bytes32' }, { type: 'bytes32' }] as const

/** `signatures-hash`: the leaf commits to exactly these two signatures. */
export function checkSignaturesHash({ creator, performer, completed }: Proof): Finding {
  const hash = keccak256(
    encodeAbiParameters(pair, [keccak256(creator.signature), keccak256(performer.signature)]),
  )
  return hash === completed.signaturesHash
    ? pass('verify.reason.signatures-match')
    : fail('verify.reason.signatures-differ')
}

export const leafEncoding = [
  'bytes16',
  'address',
  'address',
  'bytes32',
  'uint32',
  'uint32',
  'uint64',
  'bytes32',
]

/** The eight values of the leaf (protocol §6) that `completed` stands for. */
export function leafValues({ completed: c }: Proof): (string | number)[] {
  const questId = `0x${c.questId.replaceAll('-', '')}`
  return [questId, c.creator, c.performer, c.workHash, c.xp, c.reputation, c.completedAt, c.signaturesHash]
}

/** `leaf`: the leaf is the one of protocol §6 over `completed`. */
export function checkLeaf(proof: Proof): Finding {
  const { leaf } = proof
  const values = leafValues(proof)
  const same = (given: unknown[], wanted: unknown[]) =>
    given.length === wanted.length && given.every((element, index) => element === wanted[index])
  if (!same(leaf.encoding, leafEncoding)) return fail('verify.reason.leaf-encoding')
  if (!same(leaf.value, values)) return fail('verify.reason.leaf-value')
  const types = leafEncoding.map((type) => ({ type }))
  const encoded = encodeAbiParameters(types, values)
  const hash = keccak256(concat([keccak256(encoded)]))
  return hash === leaf.hash ? pass('verify.reason.leaf-matches') : fail('verify.reason.leaf-hash')
}

const deepest = 16

/** `merkle`: the siblings lead from the leaf to the root. */
export function checkMerkle({ leaf, merkle }: Proof): Finding {
  if (merkle.proof.length > deepest) return fail('verify.reason.path-too-long', { most: deepest })
  const leads = SimpleMerkleTree.verify(merkle.root, leaf.hash, merkle.proof)
  const count = merkle.proof.length
  if (!leads) return fail('verify.reason.path-elsewhere')
  if (count === 0) return pass('verify.reason.path-empty')
  return count === 1 ? pass('verify.reason.path-of-one') : pass('verify.reason.path-leads', { count })
}
