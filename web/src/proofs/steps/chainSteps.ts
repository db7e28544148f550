import { encodeFunctionData, type Hex, parseAbi, zeroHash } from 'viem'
import { type Finding, fail, inconclusive, pass } from '../Finding'
import { findAnchor } from '../node/findAnchor'
import type { Node } from '../node/Node'
import { askNode, behind, type NodeView } from '../node/NodeView'
import { publishedCode } from '../node/publishedCode'
import type { Header } from '../node/shapes'
import type { Proof } from '../Proof'

const abi = parseAbi([
  'struct CompletedQuest { bytes16 questId; address creator; address performer; bytes32 workHash; uint32 xp; uint32 reputation; uint64 completedAt; bytes32 signaturesHash; }',
  'function rootOf(uint64 batchId) view returns (bytes32)',
  'function statusOf(uint64 batchId, CompletedQuest completed, bytes32[] proof) view returns (uint8)',
])
const tolerance = 15 * 60

/** `anchor`: the registry holds the root under the batch id, at the finalized block. */
export function checkAnchor(proof: Proof, view: NodeView): Promise<Finding> {
  const { domain, merkle } = proof
  return askNode(view, async (node, finalized) => {
    const facts = { batch: merkle.batchId, block: finalized.number }
    if (merkle.root === zeroHash) return fail('verify.reason.not-anchored', facts)
    const data = encodeFunctionData({ abi, functionName: 'rootOf', args: [BigInt(merkle.batchId)] })
    const root = rootIn(await node.call(domain.verifyingContract, data, finalized))
    if (root === merkle.root) return pass('verify.reason.anchored', facts)
    if (root !== zeroHash) return fail('verify.reason.other-root', facts)
    if (rootIn(await node.callLatest(domain.verifyingContract, data)) === merkle.root)
      return inconclusive('verify.reason.not-final', {
        ...facts,
        ...(await finalTime(node, proof, finalized)),
      })
    return (await behind(node, proof)) ?? fail('verify.reason.not-anchored', facts)
  })
}

/** When the anchor's block is likely to be final: as long after its own time as final blocks now lie behind the head. */
async function finalTime(node: Node, { anchor }: Proof, finalized: Header): Promise<{ finalAt?: number }> {
  try {
    const [head, block] = [await node.header('latest'), await node.header(anchor.blockNumber)]
    return head === null || block === null
      ? {}
      : { finalAt: block.timestamp + head.timestamp - finalized.timestamp }
  } catch {
    return {} // a guess less; the step stands without it
  }
}

/** Zero also when there is no contract yet. */
const rootIn = (answer: Hex): Hex => (answer.length === 66 ? answer : zeroHash)

/** `contract-code`: what runs at the registry's address is the published AttestationRegistry. */
export function checkContractCode(proof: Proof, view: NodeView): Promise<Finding> {
  return askNode(view, async (node) => {
    const address = proof.domain.verifyingContract
    const code = await node.code(address)
    if (code === '0x') return (await behind(node, proof)) ?? fail('verify.reason.no-contract', { address })
    return publishedCode.matches(code)
      ? pass('verify.reason.code-matches')
      : fail('verify.reason.code-differs')
  })
}

/** `time`: completedAt is not later than the anchor proves, with 15 minutes for clocks that differ. */
export function checkTime(proof: Proof, view: NodeView): Promise<Finding> {
  return askNode(view, async (node) => {
    const log = await findAnchor(node, proof)
    const block = log && (await node.headerByHash(log.blockHash))
    if (block == null) return inconclusive('verify.reason.no-log', { batch: proof.merkle.batchId })
    const facts = { block: block.number }
    return proof.completed.completedAt <= block.timestamp + tolerance
      ? pass('verify.reason.before-anchor', facts)
      : fail('verify.reason.after-anchor', facts)
  })
}

/** `revocation`: neither party has publicly withdrawn its statement, as of the finalized block. */
export function checkRevocation({ domain, merkle, completed: c }: Proof, view: NodeView): Promise<Finding> {
  return askNode(view, async (node, finalized) => {
    const args = [
      BigInt(merkle.batchId),
      { ...c, questId: `0x${c.questId.replaceAll('-', '')}` as Hex, completedAt: BigInt(c.completedAt) },
      merkle.proof,
    ] as const
    const data = encodeFunctionData({ abi, functionName: 'statusOf', args })
    const answer = await node.call(domain.verifyingContract, data, finalized)
    const facts = { block: finalized.number }
    switch (answer.length === 66 ? Number(answer) : undefined) {
      case 1:
        return pass('verify.reason.not-revoked', facts)
      case 2:
        return fail('verify.reason.revoked-by-creator', { who: c.creator })
      case 3:
        return fail('verify.reason.revoked-by-performer', { who: c.performer })
      case 4:
        return fail('verify.reason.revoked-by-both')
      default:
        return inconclusive('verify.reason.status-unknown')
    }
  })
}
