import { looseObject, nullish, pipe, regex, safeParse, string } from 'valibot'
import type { Session } from './shapes'

// What screens rely on before the service has answered.
const schema = looseObject({
  accessToken: string(),
  refreshToken: string(),
  member: looseObject({
    address: pipe(string(), regex(/^0x[0-9a-fA-F]{40}$/)),
    displayName: nullish(string()),
  }),
})

const key = 'civicforge.session'
const listeners = new Set<() => void>()
let text = read()
let current = parse(text)

function read(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null // storage is blocked: the session lives as long as the page
  }
}

function parse(stored: string | null): Session | null {
  if (stored === null) return null
  try {
    const read = safeParse(schema, JSON.parse(stored))
    return read.success ? (read.output as Session) : null
  } catch {
    return null // not ours or half written: as good as signed out
  }
}

function changed(next: string | null) {
  if (next === text) return
  text = next
  current = parse(next)
  for (const listener of listeners) listener()
}

window.addEventListener('storage', (event) => {
  if (event.key === key || event.key === null) changed(read())
})

/** The signed-in session of this browser. All tabs share it: a refresh token works once, so no tab may keep its own. */
export const sessionStore = {
  get: (): Session | null => current,
  /** Reads storage again; another tab may have refreshed a moment ago. */
  reload(): Session | null {
    changed(read())
    return current
  },
  set(session: Session | null) {
    const next = session === null ? null : JSON.stringify(session)
    try {
      if (next === null) localStorage.removeItem(key)
      else localStorage.setItem(key, next)
    } catch {
      // storage is blocked: keep it in memory
    }
    changed(next)
  },
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}
