import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useEffect, useState } from 'react'
import { affectedQueries } from './affectedQueries'

/** `live`: the server tells us what changes. `polling`: it does not, so open screens ask every few seconds. */
export type Liveness = 'live' | 'polling'

export const LivenessContext = createContext<Liveness>('polling')

const events = ['quest', 'batch', 'reward'] as const
const retryAfter = 15_000

/** Listens to `/events` and marks what changed as stale. Reconnects by itself; until then screens poll. */
export function LiveUpdates({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient()
  const [liveness, setLiveness] = useState<Liveness>('polling')
  useEffect(() => {
    if (typeof EventSource === 'undefined') return
    let source: EventSource
    let retry: number | undefined
    const connect = () => {
      source = new EventSource('/api/v1/events')
      source.onopen = () => {
        setLiveness('live')
        // What happened while nobody listened is not repeated in full, so everything on the screen is asked for anew.
        void queryClient.invalidateQueries()
      }
      source.onerror = () => {
        setLiveness('polling')
        // A lost connection is retried by the browser; a refused one is closed for good and is ours to retry.
        if (source.readyState === EventSource.CLOSED) retry = window.setTimeout(connect, retryAfter)
      }
      for (const name of events) {
        source.addEventListener(name, (message: MessageEvent<string>) => {
          const { id } = JSON.parse(message.data) as { id: string }
          for (const queryKey of affectedQueries(name, id)) void queryClient.invalidateQueries({ queryKey })
        })
      }
    }
    connect()
    return () => {
      window.clearTimeout(retry)
      source.close()
    }
  }, [queryClient])
  return <LivenessContext value={liveness}>{children}</LivenessContext>
}
