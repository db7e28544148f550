/** `live`: the server tells us what changes. `polling`: it does not, so open screens ask every few seconds. */
export type Liveness = 'live' | 'polling'

export const eventNames = ['quest', 'batch', 'reward'] as const
export type EventName = (typeof eventNames)[number]

type Word = { liveness: Liveness } | { name: EventName; id: string } | { ask: true }

export type Ears = {
  onEvent: (name: EventName, id: string) => void
  /** `live` also means that something may have been missed until now. */
  onLiveness: (liveness: Liveness) => void
}

const shared = 'civicforge.events'
const retryAfter = 15_000
const lingering = 5_000

/**
 * Listens to `/events` with one stream for all tabs of this browser: over HTTP/1.1 a browser has six connections to a
 * host, and a stream a tab would use them up. The tab that holds the lock listens and tells the others. A tab that is
 * hidden for a while lets go. Without locks nobody could tell who listens; then nobody does, and screens poll.
 * @returns stops listening
 */
export function listenTogether(ears: Ears): () => void {
  if (
    navigator.locks == null ||
    typeof BroadcastChannel === 'undefined' ||
    typeof EventSource === 'undefined'
  )
    return () => {}
  const channel = new BroadcastChannel(shared)
  let turn: AbortController | undefined
  let leading: Liveness | undefined
  let hiding: number | undefined

  const say = (word: Word) => channel.postMessage(word)
  const tell = (liveness: Liveness) => {
    leading = liveness
    ears.onLiveness(liveness)
    say({ liveness })
  }
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const word = readWord(data)
    if (word === undefined) return
    if ('liveness' in word) ears.onLiveness(word.liveness)
    else if ('name' in word) ears.onEvent(word.name, word.id)
    else if (leading !== undefined) say({ liveness: leading })
  }

  /** Keeps a stream open until the turn ends. */
  const lead = (signal: AbortSignal) =>
    new Promise<void>((ended) => {
      let source: EventSource | undefined
      let retry: number | undefined
      const connect = () => {
        source = new EventSource('/api/v1/events')
        source.onopen = () => tell('live')
        source.onerror = () => {
          tell('polling')
          // A lost connection is retried by the browser; a refused one is closed for good and is ours to retry.
          if (source?.readyState === EventSource.CLOSED) retry = window.setTimeout(connect, retryAfter)
        }
        for (const name of eventNames) {
          source.addEventListener(name, (message: MessageEvent<string>) => {
            const id = idOf(message.data)
            if (id === undefined) return
            ears.onEvent(name, id)
            say({ name, id })
          })
        }
      }
      connect()
      signal.addEventListener('abort', () => {
        window.clearTimeout(retry)
        source?.close()
        leading = undefined
        say({ liveness: 'polling' }) // until the next in line is connected
        ears.onLiveness('polling')
        ended()
      })
    })

  const join = () => {
    window.clearTimeout(hiding)
    if (turn !== undefined) return
    const mine = new AbortController()
    turn = mine
    say({ ask: true })
    navigator.locks
      .request(shared, { signal: mine.signal }, () => lead(mine.signal))
      .catch(() => {
        // let go before it was this tab's turn
      })
  }
  const leave = () => {
    turn?.abort()
    turn = undefined
  }
  const look = () => {
    window.clearTimeout(hiding)
    if (document.visibilityState === 'visible') join()
    else hiding = window.setTimeout(leave, lingering)
  }
  look()
  document.addEventListener('visibilitychange', look)
  return () => {
    document.removeEventListener('visibilitychange', look)
    window.clearTimeout(hiding)
    leave()
    channel.close()
  }
}

function idOf(data: string): string | undefined {
  try {
    const id: unknown = (JSON.parse(data) as { id?: unknown } | null)?.id
    return typeof id === 'string' ? id : undefined
  } catch {
    return undefined // cut off on the way
  }
}

/** Other versions of the app may speak on the same channel. */
function readWord(data: unknown): Word | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const { liveness, name, id, ask } = data as Record<string, unknown>
  if (liveness === 'live' || liveness === 'polling') return { liveness }
  const known = eventNames.find((word) => word === name)
  if (known !== undefined && typeof id === 'string') return { name: known, id }
  return ask === true ? { ask } : undefined
}
