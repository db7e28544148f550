import { type Finding, inconclusive } from '../Finding'
import type { Proof } from '../Proof'
import type { Patience } from './JsonRpc'
import { Node } from './Node'
import { NodeError } from './NodeError'
import type { Header } from './shapes'

/** A node pinned to one finalized block, or the reason why there is none. Silence makes a step inconclusive, never failed. */
export type NodeView = { node: Node; finalized: Header } | { problem: Finding }

/** The node's `finalized` tag, or a number of blocks below the head, for chains without it. */
export type Finality = string

/** Opens the node the reader named and checks that it is on the proof's chain. */
export async function openNode(
  url: string | undefined,
  chainId: number,
  finality: Finality = 'finalized',
  patience?: Patience,
): Promise<NodeView> {
  if (url === undefined) return { problem: inconclusive('verify.reason.no-node') }
  if (!URL.canParse(url)) return { problem: inconclusive('verify.reason.bad-node') }
  try {
    const node = new Node(url, patience)
    const actual = await node.chainId()
    if (actual !== chainId)
      return { problem: inconclusive('verify.reason.other-chain', { actual, wanted: chainId }) }
    const finalized = await finalizedBlock(node, finality)
    return finalized === null ? { problem: inconclusive('verify.reason.nothing-final') } : { node, finalized }
  } catch (error) {
    return { problem: silence(error) }
  }
}

async function finalizedBlock(node: Node, finality: Finality): Promise<Header | null> {
  if (finality !== 'finalized') {
    const [head, depth] = [await node.head(), Number(finality)]
    return head < depth ? null : node.header(head - depth)
  }
  try {
    return await node.header('finalized')
  } catch (error) {
    const absent =
      error instanceof NodeError && ['not-found', 'unsupported-parameter'].includes(error.failure)
    if (absent) return null
    throw error
  }
}

/** Runs one step against the view. */
export async function askNode(
  view: NodeView,
  step: (node: Node, finalized: Header) => Promise<Finding>,
): Promise<Finding> {
  if ('problem' in view) return view.problem
  try {
    return await step(view.node, view.finalized)
  } catch (error) {
    return silence(error)
  }
}

/** Why the node may not have seen the anchor yet, so that what it does not have says nothing against the proof. */
export async function behind(node: Node, { anchor }: Proof): Promise<Finding | undefined> {
  const head = await node.head()
  if (head < anchor.blockNumber)
    return inconclusive('verify.reason.node-behind', { head, anchor: anchor.blockNumber })
  return (await node.isSyncing()) ? inconclusive('verify.reason.node-syncing') : undefined
}

function silence(error: unknown): Finding {
  const detail = error instanceof Error ? error.message : String(error)
  if (!(error instanceof NodeError)) return inconclusive('verify.reason.silent-node', { detail })
  return error.failure === 'revert'
    ? inconclusive('verify.reason.reverted')
    : inconclusive('verify.reason.silent-node', { detail })
}
