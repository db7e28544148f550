import { type Hex, numberToHex, toEventSelector } from 'viem'
import type { Proof } from '../Proof'
import type { Node } from './Node'
import { NodeError } from './NodeError'
import type { LogEntry } from './shapes'

const anchored = toEventSelector('BatchAnchored(uint64,bytes32,uint32)')
const around = 1_000
const largestPiece = 10_000
const mostPieces = 60
type Search = (from: number, to: number) => Promise<LogEntry | undefined>

/**
 * Looks for the log of an anchor: in the block that the file names, around it, in the whole chain, and where a node
 * refuses that, in pieces from the named block outward. Hosted nodes answer for a few thousand blocks at a time, and
 * the file's word may be stale.
 */
export async function findAnchor(
  node: Node,
  { domain, merkle, anchor }: Proof,
): Promise<LogEntry | undefined> {
  const registry = domain.verifyingContract.toLowerCase() as Hex
  const topics: Hex[] = [anchored, numberToHex(merkle.batchId, { size: 32 }), merkle.root]
  const within: Search = async (from, to) => {
    const logs = await node.logs(registry, topics, from, to)
    return logs.find(
      (log) =>
        !log.removed &&
        log.address === registry &&
        log.topics.length === topics.length &&
        topics.every((topic, index) => log.topics[index] === topic),
    )
  }
  const head = await node.head()
  const hint = Math.min(anchor.blockNumber, head)
  const named = await within(hint, hint)
  if (named !== undefined) return named
  const near = await attempt(within, Math.max(0, hint - around), Math.min(head, hint + around))
  if (near !== 'refused' && near !== undefined) return near
  const whole = await attempt(within, 0, head)
  return whole === 'refused' ? inPieces(within, hint, head) : whole
}

async function inPieces(within: Search, hint: number, head: number): Promise<LogEntry | undefined> {
  let [low, high, size, upward] = [hint, hint, largestPiece, true]
  for (let piece = 0; piece < mostPieces && (low > 0 || high < head); piece++) {
    upward = high < head && (upward || low === 0)
    const [from, to] = upward ? [high + 1, Math.min(head, high + size)] : [Math.max(0, low - size), low - 1]
    const log = await attempt(within, from, to)
    if (log === 'refused' && size === 1) return undefined
    if (log === 'refused') size = Math.max(1, Math.floor(size / 4))
    else if (log !== undefined) return log
    else if (upward) [high, upward] = [to, false]
    else [low, upward] = [from, true]
  }
  return undefined
}

const ofTheNode = new Set(['rate-limited', 'unreachable', 'timeout'])

/** A refusal of any other kind than a limit of calls may be one of the range: every provider has words of its own. */
async function attempt(within: Search, from: number, to: number): Promise<LogEntry | undefined | 'refused'> {
  try {
    return await within(from, to)
  } catch (error) {
    if (to > from && error instanceof NodeError && !ofTheNode.has(error.failure)) return 'refused'
    throw error
  }
}
