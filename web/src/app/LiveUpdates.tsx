import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useEffect, useState } from 'react'
import { affectedQueries } from './affectedQueries'
import { type Liveness, listenTogether } from './listenTogether'
import { outdated } from './ToastProvider'

export const LivenessContext = createContext<Liveness>('polling')

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
    const refetchType = () => (document.visibilityState === 'visible' ? 'active' : 'none')
    return listenTogether({
      onLiveness(next) {
        setLiveness(next)
        // What happened while nobody listened is not repeated in full, so everything on the screen is asked for anew.
        if (next === 'live') void queryClient.invalidateQueries({ refetchType: refetchType() })
      },
      onEvent(name, id) {
        if (window.location.pathname.includes(id)) window.dispatchEvent(new Event(outdated))
        if (name === 'quest' && isOnDesk(queryClient, id))
          void queryClient.invalidateQueries({ queryKey: ['to-dos'] })
        for (const queryKey of affectedQueries(name, id))
          void queryClient.invalidateQueries({ queryKey, refetchType: refetchType() })
      },
    })
  }, [queryClient])
  return <LivenessContext value={liveness}>{children}</LivenessContext>
}
