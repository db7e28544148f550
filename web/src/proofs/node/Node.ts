import { createClient, type Hex, http, numberToHex, RpcRequestError } from 'viem'
import { classifyNodeError } from '../../chain/nodeError'
import { type Finding, fail, inconclusive } from '../Finding'

export type BlockHeader = { number: Hex; hash: Hex; timestamp: Hex }
export type LogEntry = { address: Hex; topics: Hex[]; blockHash: Hex; removed?: boolean }
export type At = 'latest' | { blockHash: Hex }

const timeout = 15_000

/** The contract itself said no; every other failure of a call is the node's. */
export class Reverted extends Error {}

/** The JSON-RPC calls that verification needs, to a node of the reader's choice. */
export class Node {
  private readonly client

  constructor(url: string) {
    this.client = createClient({ transport: http(url, { timeout, retryCount: 1 }) })
  }

  private ask<T>(method: string, params: unknown[]): Promise<T> {
    return this.client.request({ method, params } as never) as Promise<T>
  }

  async chainId(): Promise<number> {
    return Number(await this.ask<Hex>('eth_chainId', []))
  }

  async blockNumber(): Promise<number> {
    return Number(await this.ask<Hex>('eth_blockNumber', []))
  }

  finalized(): Promise<BlockHeader | null> {
    return this.ask('eth_getBlockByNumber', ['finalized', false])
  }

  block(hash: Hex): Promise<BlockHeader | null> {
    return this.ask('eth_getBlockByHash', [hash, false])
  }

  code(address: Hex): Promise<Hex> {
    return this.ask('eth_getCode', [address, 'latest'])
  }

  logs(address: Hex, topics: Hex[], from: number, to: number): Promise<LogEntry[]> {
    const range = { fromBlock: numberToHex(from), toBlock: numberToHex(to) }
    return this.ask('eth_getLogs', [{ address, topics, ...range }])
  }

  /** @throws {Reverted} when the contract reverts */
  async call(to: Hex | null, data: Hex, at: At, gas?: number): Promise<Hex> {
    const request = { ...(to !== null && { to }), data, ...(gas !== undefined && { gas: numberToHex(gas) }) }
    try {
      return await this.ask<Hex>('eth_call', [request, at])
    } catch (error) {
      if (isRevert(error)) throw new Reverted('execution reverted', { cause: error })
      throw error
    }
  }
}

function isRevert(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof RpcRequestError) {
      const { code, details, data } = cause
      return classifyNodeError(200, { code, message: details, data }) === 'revert'
    }
  }
  return false
}

/** A node pinned to one finalized block, or the reason why there is none. Silence makes a step inconclusive, never failed. */
export type NodeView = { node: Node; finalized: BlockHeader } | { problem: Finding }

/** Opens the node the reader named and checks that it is on the proof's chain. */
export async function openNode(url: string | undefined, chainId: number): Promise<NodeView> {
  if (url === undefined) return { problem: inconclusive('verify.reason.no-node') }
  try {
    const node = new Node(url)
    const actual = await node.chainId()
    if (actual !== chainId)
      return { problem: inconclusive('verify.reason.other-chain', { actual, wanted: chainId }) }
    const finalized = await node.finalized()
    return finalized === null ? { problem: inconclusive('verify.reason.nothing-final') } : { node, finalized }
  } catch {
    return { problem: inconclusive('verify.reason.silent-node') }
  }
}

/** Runs one step against the view. */
export async function askNode(
  view: NodeView,
  step: (node: Node, finalized: BlockHeader) => Promise<Finding>,
): Promise<Finding> {
  if ('problem' in view) return view.problem
  try {
    return await step(view.node, view.finalized)
  } catch (error) {
    return error instanceof Reverted
      ? inconclusive('verify.reason.reverted')
      : inconclusive('verify.reason.silent-node')
  }
}

/** For callers that must tell a wrong address from a silent node. */
export const noContract = (address: Hex): Finding => fail('verify.reason.no-contract', { address })
