import { isKeptSession } from './isKeptSession'
import type { Session } from './shapes'
import { tokenLife } from './tokenLife'

/** A session as this browser keeps it. */
export type KeptSession = Session & {
  /** By this device's clock at arrival, milliseconds; until then the access token is used without a thought. */
  freshUntil?: number
}

const key = 'civicforge.session'
const listeners = new Set<() => void>()
let text = read()
let current = parse(text)
let ended = false

function read(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return text // storage is blocked: the session lives as long as the page
  }
}

function parse(stored: string | null): KeptSession | null {
  if (stored === null) return null
  try {
    const read: unknown = JSON.parse(stored)
    return isKeptSession(read) ? read : null
  } catch {
    return null // not ours or half written: as good as signed out
  }
}

function changed(next: string | null) {
  if (next === text) return
  text = next
  current = parse(next)
  if (current !== null) ended = false
  for (const listener of listeners) listener()
}

window.addEventListener('storage', (event) => {
  if (event.key === key || event.key === null) changed(read())
})

/** The signed-in session of this browser. All tabs share it: a refresh token works once, so no tab may keep its own. */
export const sessionStore = {
  get: (): KeptSession | null => current,
  /** Reads storage again; another tab may have refreshed a moment ago. */
  reload(): KeptSession | null {
    changed(read())
    return current
  },
  /** Keeps a session as it arrives, or forgets it. */
  set(session: KeptSession | null) {
    const next = session === null ? null : JSON.stringify(withLife(session))
    try {
      if (next === null) localStorage.removeItem(key)
      else localStorage.setItem(key, next)
    } catch {
      // storage is blocked: keep it in memory
    }
    changed(next)
  },
  /** The service ended the session; whoever was at work is told. */
  end() {
    ended = current !== null
    sessionStore.set(null)
  },
  /** Whether the session ended without the member's doing. */
  hasEnded: (): boolean => ended,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

function withLife(session: KeptSession): KeptSession {
  const life = tokenLife(session.accessToken)
  if (session.freshUntil !== undefined || life === undefined) return session
  return { ...session, freshUntil: Date.now() + life }
}
