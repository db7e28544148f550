import { ApiUnreachable } from './ApiUnreachable'
import { sessionStore } from './sessionStore'
import type { Session } from './shapes'

const margin = 30_000

/** Whether the access token is good for at least another half minute. */
export function isFresh(session: Session): boolean {
  return Date.parse(session.expiresAt) - Date.now() > margin
}

/**
 * Exchanges the refresh token for a new session, once for all tabs: reuse of a refresh token ends the whole family,
 * so the exchange runs under a lock and looks first whether another tab was quicker.
 * @param stale the access token that was refused, or undefined when it merely ran out
 * @returns the session to go on with, or null when it is over
 */
export async function refreshSession(stale?: string): Promise<Session | null> {
  const exchange = async () => {
    const session = sessionStore.reload()
    if (session === null) return null
    if (isFresh(session) && session.accessToken !== stale) return session
    let response: Response
    try {
      response = await fetch('/api/v1/auth/refresh', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ refreshToken: session.refreshToken }),
      })
    } catch (cause) {
      throw new ApiUnreachable(cause)
    }
    if (response.ok) {
      const next = (await response.json()) as Session
      sessionStore.set(next)
      return next
    }
    if (response.status === 401 || response.status === 400) {
      sessionStore.set(null)
      return null
    }
    throw new ApiUnreachable(`refresh answered ${response.status}`)
  }
  // Browsers hide locks from pages that are not served securely; a lone tab then refreshes without one.
  return navigator.locks == null ? exchange() : navigator.locks.request('civicforge.refresh', exchange)
}
