import { client } from '../api/client'
import { queryClient } from '../api/queryClient'
import { sessionStore } from '../api/sessionStore'
import { unwrap } from '../api/unwrap'

/** Ends the session here and on the server. The browser forgets it even when the server can't be told. */
export async function signOut(): Promise<void> {
  const session = sessionStore.get()
  if (session === null) return
  const told = unwrap(client.POST('/api/v1/auth/logout', { body: { refreshToken: session.refreshToken } }))
  await told.catch(() => undefined)
  sessionStore.set(null)
  queryClient.clear()
}
