import { useSyncExternalStore } from 'react'
import { sessionStore } from './sessionStore'

/** The signed-in session, or null; re-renders when it changes in this or another tab. */
export function useSession() {
  return useSyncExternalStore(sessionStore.subscribe, sessionStore.get)
}
