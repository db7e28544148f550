import {
  decodeFunctionResult,
  encodeFunctionData,
  type Hex,
  numberToHex,
  parseAbi,
  toEventSelector,
  zeroHash,
} from 'viem'
import { type Finding, fail, inconclusive, pass } from '../Finding'
import { askNode, type Node, type NodeView, noContract } from '../node/Node'
import { publishedCode } from '../node/publishedCode'
import type { Proof } from '../Proof'

const abi = parseAbi([
  'struct CompletedQuest { bytes16 questId; address creator; address performer; bytes32 workHash; uint32 xp; uint32 reputation; uint64 completedAt; bytes32 signaturesHash; }',
  'function rootOf(uint64 batchId) view returns (bytes32)',
  'function statusOf(uint64 batchId, CompletedQuest completed, bytes32[] proof) view returns (uint8)',
])
const anchored = toEventSelector('BatchAnchored(uint64,bytes32,uint32)')
const tolerance = 15 * 60

/** `anchor`: the registry holds the root under the batch id, at the finalized block. */
export function checkAnchor({ domain, merkle }: Proof, view: NodeView): Promise<Finding> {
  return askNode(view, async (node, finalized) => {
    const data = encodeFunctionData({ abi, functionName: 'rootOf', args: [BigInt(merkle.batchId)] })
    const rootAt = async (at: 'latest' | { blockHash: Hex }) => {
      const answer = await node.call(domain.verifyingContract, data, at)
      return answer.length === 66 ? answer : zeroHash // nothing at all: there is no contract yet
    }
    const root = await rootAt({ blockHash: finalized.hash })
    const facts = { batch: merkle.batchId, block: Number(finalized.number) }
    if (merkle.root === zeroHash) return fail('verify.reason.not-anchored', facts)
    if (root === merkle.root) return pass('verify.reason.anchored', facts)
    if (root !== zeroHash) return fail('verify.reason.other-root', facts)
    return (await rootAt('latest')) === merkle.root
      ? inconclusive('verify.reason.not-final', facts)
      : fail('verify.reason.not-anchored', facts)
  })
}

/** `contract-code`: what runs at the registry's address is the published AttestationRegistry. */
export function checkContractCode({ domain }: Proof, view: NodeView): Promise<Finding> {
  return askNode(view, async (node) => {
    const address = domain.verifyingContract
    const code = await node.code(address)
    if (code === '0x') return noContract(address)
    return publishedCode.matches(code)
      ? pass('verify.reason.code-matches')
      : fail('verify.reason.code-differs')
  })
}

/** `time`: completedAt is not later than the anchor proves, with 15 minutes for clocks that differ. */
export function checkTime(proof: Proof, view: NodeView): Promise<Finding> {
  return askNode(view, async (node) => {
    const log = await findAnchor(node, proof)
    const block = log && (await node.block(log.blockHash))
    if (block == null) return inconclusive('verify.reason.no-log', { batch: proof.merkle.batchId })
    const at = Number(block.timestamp)
    const facts = { block: Number(block.number) }
    return proof.completed.completedAt <= at + tolerance
      ? pass('verify.reason.before-anchor', facts)
      : fail('verify.reason.after-anchor', facts)
  })
}

/** Looks where the file says first, because many nodes refuse to search a whole chain; a hint that lies costs one call. */
async function findAnchor(node: Node, { domain, merkle, anchor }: Proof) {
  const topics: Hex[] = [anchored, numberToHex(merkle.batchId, { size: 32 }), merkle.root]
  const head = await node.blockNumber()
  const within = async (from: number, to: number) => {
    const logs = await node.logs(domain.verifyingContract, topics, from, to)
    return logs.find(
      (log) =>
        log.removed !== true &&
        log.address.toLowerCase() === domain.verifyingContract.toLowerCase() &&
        topics.every((topic, index) => log.topics[index] === topic),
    )
  }
  const hinted = anchor.blockNumber <= head ? await within(anchor.blockNumber, anchor.blockNumber) : undefined
  return hinted ?? within(0, head)
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
    const answer = await node.call(domain.verifyingContract, data, { blockHash: finalized.hash })
    if (answer === '0x') return inconclusive('verify.reason.status-unknown')
    const status = decodeFunctionResult({ abi, functionName: 'statusOf', data: answer })
    const facts = { block: Number(finalized.number) }
    switch (status) {
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
