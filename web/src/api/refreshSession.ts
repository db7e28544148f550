import { ApiProblem } from './ApiProblem'
import { ApiUnreachable } from './ApiUnreachable'
import { sessionStore } from './sessionStore'
import type { Session } from './shapes'

const patience = 20_000
const pauses = [400, 2_000]

/** The session to send a request with: renewed first when its time is over. */
export async function usableSession(): Promise<Session | null> {
  const session = sessionStore.get()
  const over = session?.freshUntil !== undefined && Date.now() >= session.freshUntil
  return over ? refreshSession(session.accessToken) : session
}

/**
 * Exchanges the refresh token for a new session, once for all tabs: the exchange runs under a lock and looks first
 * whether another tab was quicker. An answer that was lost on the way is asked for again at once: for half a minute the
 * service gives the same successor.
 * @param stale the access token that ran out or was refused
 * @returns the session to go on with, or null when it is over
 */
export async function refreshSession(stale: string): Promise<Session | null> {
  const exchange = async () => {
    const session = sessionStore.reload()
    if (session === null || session.accessToken !== stale) return session
    const response = await ask(session.refreshToken)
    if (response.ok) {
      const next = (await response.json()) as Session
      sessionStore.set(next)
      return sessionStore.get()
    }
    if (response.status === 401 || response.status === 400) {
      sessionStore.end()
      return null
    }
    const problem: unknown = await response.json().catch(() => undefined)
    if (typeof problem !== 'object' || problem === null) throw new ApiUnreachable(response.status)
    throw new ApiProblem(problem, response.status)
  }
  // Browsers hide locks from pages that are not served securely; then only the requests of this tab wait for one another.
  if (navigator.locks != null) return navigator.locks.request('civicforge.refresh', exchange)
  running ??= exchange().finally(() => {
    running = undefined
  })
  return running
}

let running: Promise<Session | null> | undefined

async function ask(refreshToken: string): Promise<Response> {
  for (const pause of [...pauses, undefined]) {
    try {
      return await fetch('/api/v1/auth/refresh', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ refreshToken }),
        signal: AbortSignal.timeout(patience),
      })
    } catch (cause) {
      if (pause === undefined || !navigator.onLine) throw new ApiUnreachable(cause)
      await new Promise((over) => window.setTimeout(over, pause))
    }
  }
  throw new ApiUnreachable('not reached')
}
