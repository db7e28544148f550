import { classifyNodeError, classifyStatus, isRetryable } from '../../chain/nodeError'
import { NodeError } from './NodeError'

/** No answer that the verification needs is nearly as long. */
const largestAnswer = 8 << 20
const tries = 3
const longestWish = 2000

export type Patience = {
  /** Deadline of each question, over headers and body. */
  timeoutMs?: number
  /** Before the second try; twice as long before the third. */
  pauseMs?: number
}

/** JSON-RPC over HTTP to one node. What may pass is asked three times; silence is not. */
export class JsonRpc {
  private readonly url: string
  private readonly headers: Record<string, string> = { 'content-type': 'application/json' }
  private readonly timeoutMs: number
  private readonly pauseMs: number

  constructor(address: string, { timeoutMs = 10_000, pauseMs = 200 }: Patience = {}) {
    const url = new URL(address)
    if (url.username !== '' || url.password !== '') {
      const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
      const bytes = new TextEncoder().encode(credentials)
      this.headers.authorization = `Basic ${btoa(String.fromCharCode(...bytes))}`
      url.username = ''
      url.password = ''
    }
    this.url = url.href
    this.timeoutMs = timeoutMs
    this.pauseMs = pauseMs
  }

  /** @throws {NodeError} when there is no result */
  async ask(method: string, params: unknown[]): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.askOnce(method, params)
      } catch (error) {
        if (!(error instanceof NodeError) || attempt === tries || !isPassing(error)) throw error
        const pause = Math.max(this.pauseMs * attempt, Math.min(error.retryAfter ?? 0, longestWish))
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
    }
  }

  private async askOnce(method: string, params: unknown[]): Promise<unknown> {
    const abort = new AbortController()
    const deadline = setTimeout(() => abort.abort(), this.timeoutMs)
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: this.headers,
        body,
        signal: abort.signal,
        redirect: 'manual',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      })
      return resultOf(method, response, await textOf(method, response))
    } catch (error) {
      if (error instanceof NodeError) throw error
      if (abort.signal.aborted)
        throw new NodeError('timeout', `${method}: no answer within ${this.timeoutMs / 1000} s`)
      throw new NodeError('unreachable', `${method}: no connection to ${new URL(this.url).host}`)
    } finally {
      clearTimeout(deadline)
      abort.abort() // what has not been read is not fetched
    }
  }
}

const isPassing = ({ failure }: NodeError) =>
  failure !== 'timeout' && failure !== 'unreachable' && isRetryable(failure)

async function textOf(method: string, response: Response): Promise<string> {
  // A browser hides where to: a POST that follows would become a GET at another host.
  if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400))
    throw new NodeError('malformed', `${method}: the node’s address redirects; name the other address`)
  const reader = response.body?.getReader()
  if (reader === undefined) return ''
  const decoder = new TextDecoder()
  let text = ''
  for (let size = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.length
    if (size > largestAnswer) throw new NodeError('malformed', `${method}: the answer is too large`)
    text += decoder.decode(value, { stream: true })
  }
}

function resultOf(method: string, response: Response, text: string): unknown {
  const { status } = response
  const wish = Number(response.headers.get('retry-after')) * 1000 || undefined
  const refuse = (failure: NodeError['failure'], words: string) => {
    const shown = status >= 200 && status < 300 ? words : `${words} (HTTP ${status})`
    return new NodeError(failure, `${method}: ${shown}`, wish)
  }
  const answer = parsed(text)
  if (answer === undefined) throw refuse(classifyStatus(status), 'no answer in JSON-RPC')
  const { error, result, message } = answer
  if ((typeof error === 'object' && error !== null) || typeof error === 'string')
    throw refuse(classifyNodeError(status, error), wordsOf(error))
  if (status >= 200 && status < 300 && result !== undefined) return result
  if (message !== undefined) throw refuse(classifyNodeError(status, answer), wordsOf(answer))
  throw refuse(classifyStatus(status), 'neither result nor error')
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

function wordsOf(error: unknown): string {
  const words = typeof error === 'string' ? error : (error as { message?: unknown }).message
  return typeof words === 'string' && words !== '' ? words.slice(0, 200) : 'an error without words'
}
