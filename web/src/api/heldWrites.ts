import { ApiProblem } from './ApiProblem'
import { pause } from './pause'

/** Whoever keeps a page open longer than this is asked to send it themselves. */
const longest = 15 * 60_000
const between = 6_000

const listeners = new Set<() => void>()
let held = 0

function count(change: number) {
  held += change
  for (const listener of listeners) listener()
}

const isMaintained = (cause: unknown) => cause instanceof ApiProblem && cause.code === 'maintenance'

/** What members sent while the service takes nothing. It was refused before anything was done, so it is sent again as it is. */
export const heldWrites = {
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  /** How many wait. */
  count: () => held,
  /**
   * Sends until maintenance is over.
   * @param send throws the {@link ApiProblem} of a refusal
   */
  async hold<T>(send: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const begun = Date.now()
    let waiting = false
    try {
      for (;;) {
        try {
          return await send()
        } catch (cause) {
          if (!isMaintained(cause) || Date.now() - begun > longest) throw cause
        }
        if (!waiting) count(1)
        waiting = true
        await pause(between * (1 + Math.random() / 2), signal)
      }
    } finally {
      if (waiting) count(-1)
    }
  },
}
