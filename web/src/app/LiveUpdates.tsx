import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useEffect, useState } from 'react'
import { affectedQueries } from './affectedQueries'
import { type Liveness, listenTogether } from './listenTogether'
import { outdated } from './ToastProvider'

export const LivenessContext = createContext<Liveness>('polling')

/** The service writes inboxes a moment after what happened. */
const inboxAfter = 3_000

/** Whether the member has a part in a quest; everybody hears of every quest, and most are not theirs. */
const isOnDesk = (queryClient: QueryClient, id: string) =>
  queryClient
    .getQueriesData<{ quests: string[] }>({ queryKey: ['to-dos'] })
    .some(([, desk]) => desk?.quests.includes(id))

/** Marks as stale what `/events` says has changed. What a hidden tab shows is asked for again when it is looked at. */
export function LiveUpdates({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient()
  const [liveness, setLiveness] = useState<Liveness>('polling')
  useEffect(() => {
    let telling: number | undefined
    const refetchType = () => (document.visibilityState === 'visible' ? 'active' : 'none')
    const tellLater = () => {
      window.clearTimeout(telling)
      telling = window.setTimeout(() => {
        for (const queryKey of [['me'], ['notifications']])
          void queryClient.invalidateQueries({ queryKey, refetchType: refetchType() })
      }, inboxAfter)
    }
    const stop = listenTogether({
      onLiveness(next) {
        setLiveness(next)
        // What happened while nobody listened is not repeated in full, so everything on the screen is asked for anew.
        if (next === 'live') void queryClient.invalidateQueries({ refetchType: refetchType() })
      },
      onEvent(name, id) {
        if (window.location.pathname.includes(id)) window.dispatchEvent(new Event(outdated))
        if (name !== 'batch' && isOnDesk(queryClient, id)) {
          void queryClient.invalidateQueries({ queryKey: ['to-dos'] })
          tellLater()
        }
        for (const queryKey of affectedQueries(name, id))
          void queryClient.invalidateQueries({ queryKey, refetchType: refetchType() })
      },
    })
    return () => {
      window.clearTimeout(telling)
      stop()
    }
  }, [queryClient])
  return <LivenessContext value={liveness}>{children}</LivenessContext>
}
