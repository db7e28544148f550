import { useQuery } from '@tanstack/react-query'
import type { Quest } from '../api/shapes'
import { useSession } from '../api/useSession'
import { usePollInterval } from '../app/usePollInterval'
import { useQuestKey } from './private/useQuestKey'
import { questQuery } from './questQuery'

const settled = new Set(['RESOLVED', 'EXPIRED', 'CANCELLED'])

function moving(quest: Quest | undefined): boolean {
  if (quest === undefined) return true
  if (quest.status === 'COMPLETE')
    return quest.anchoring?.state !== 'finalized' || quest.reward?.state !== 'final'
  return !settled.has(quest.status)
}

const privateInterval = 5_000

/** A quest that keeps itself current for as long as it can still change. Nobody is told that a private one changes. */
export function useQuest(id: string) {
  const caller = useSession()?.member.address
  const query = questQuery(id, caller, useQuestKey(id))
  const known = useQuery(query).data
  const interval = usePollInterval(moving(known))
  const hidden = known?.visibility === 'parties' && interval !== false
  return useQuery({ ...query, refetchInterval: hidden ? Math.min(interval, privateInterval) : interval })
}
