import { useQuery } from '@tanstack/react-query'
import type { Quest } from '../api/shapes'
import { useSession } from '../api/useSession'
import { usePollInterval } from '../app/usePollInterval'
import { questQuery } from './questQuery'

const settled = new Set(['RESOLVED', 'EXPIRED', 'CANCELLED'])

function moving(quest: Quest | undefined): boolean {
  if (quest === undefined) return true
  if (quest.status === 'COMPLETE')
    return quest.anchoring?.state !== 'finalized' || quest.reward?.state !== 'final'
  return !settled.has(quest.status)
}

/** A quest that keeps itself current for as long as it can still change. */
export function useQuest(id: string) {
  const caller = useSession()?.member.address
  const query = questQuery(id, caller)
  const known = useQuery(query).data
  return useQuery({ ...query, refetchInterval: usePollInterval(moving(known)) })
}
