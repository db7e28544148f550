import { type Hex, numberToHex } from 'viem'
import { JsonRpc, type Patience } from './JsonRpc'
import { NodeError } from './NodeError'
import { asBytes, asHeader, asLog, asQuantity, type Header, type LogEntry } from './shapes'

export type BlockReference = { number: number; hash: Hex }

/** The questions of a verification to a node of the reader's choice. Reads only the members it uses. */
export class Node {
  private readonly rpc: JsonRpc
  /** Whether the node takes no blocks by hash in calls (EIP-1898). */
  private onlyByNumber = false

  constructor(url: string, patience?: Patience) {
    this.rpc = new JsonRpc(url, patience)
  }

  private async ask<T>(method: string, params: unknown[], read: (result: unknown) => T): Promise<T> {
    const result = await this.rpc.ask(method, params)
    try {
      return read(result)
    } catch {
      throw new NodeError('malformed', `${method}: the result has another shape than the method’s`)
    }
  }

  chainId(): Promise<number> {
    return this.ask('eth_chainId', [], asQuantity)
  }

  head(): Promise<number> {
    return this.ask('eth_blockNumber', [], asQuantity)
  }

  /** Whether the node says that it has not caught up; one that cannot say counts as one that has. */
  async isSyncing(): Promise<boolean> {
    try {
      const said = (result: unknown) =>
        result === true || (typeof result === 'object' && result !== null && !Array.isArray(result))
      return await this.ask('eth_syncing', [], said)
    } catch (error) {
      if (error instanceof NodeError && (error.failure === 'timeout' || error.failure === 'unreachable'))
        throw error
      return false
    }
  }

  /** The block by tag or number; null when the node has none. */
  header(block: 'finalized' | 'latest' | number): Promise<Header | null> {
    const which = typeof block === 'number' ? numberToHex(block) : block
    return this.ask('eth_getBlockByNumber', [which, false], asHeader)
  }

  async headerByHash(hash: Hex): Promise<Header | null> {
    const header = await this.ask('eth_getBlockByHash', [hash, false], asHeader)
    if (header !== null && header.hash !== hash)
      throw new NodeError('malformed', 'eth_getBlockByHash: another block than asked for')
    return header
  }

  code(address: Hex): Promise<Hex> {
    return this.ask('eth_getCode', [address, 'latest'], asBytes)
  }

  logs(address: Hex, topics: Hex[], from: number, to: number): Promise<LogEntry[]> {
    const range = { fromBlock: numberToHex(from), toBlock: numberToHex(to) }
    return this.ask('eth_getLogs', [{ address, topics, ...range }], (result) =>
      (result as unknown[]).map(asLog),
    )
  }

  callLatest(to: Hex, data: Hex): Promise<Hex> {
    return this.askCall(to, data, 'latest')
  }

  /**
   * Runs a message at one block and no other. Where the node takes no blocks by hash, it is asked by number, and the
   * hash is compared before and after.
   * @throws {NodeError} of class `revert` when the contract reverts
   */
  async call(to: Hex | null, data: Hex, at: BlockReference, gas?: number): Promise<Hex> {
    if (!this.onlyByNumber) {
      try {
        return await this.askCall(to, data, { blockHash: at.hash }, gas)
      } catch (error) {
        if (!(error instanceof NodeError) || error.failure !== 'unsupported-parameter') throw error
        this.onlyByNumber = true
      }
    }
    await this.require(at)
    const answer = await this.askCall(to, data, numberToHex(at.number), gas).catch((error: unknown) => {
      if (error instanceof NodeError && error.failure === 'revert') return error
      throw error
    })
    await this.require(at)
    if (answer instanceof NodeError) throw answer
    return answer
  }

  private askCall(to: Hex | null, data: Hex, block: unknown, gas?: number): Promise<Hex> {
    const request = { ...(to !== null && { to }), data, ...(gas !== undefined && { gas: numberToHex(gas) }) }
    return this.ask('eth_call', [request, block], asBytes)
  }

  private async require(block: BlockReference): Promise<void> {
    const header = await this.header(block.number)
    if (header?.hash !== block.hash)
      throw new NodeError('malformed', `eth_call: block ${block.number} is another one by now`)
  }
}
