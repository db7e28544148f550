import { useQuery } from '@tanstack/react-query'
import { questQuery } from '../quests/questQuery'

/** A record's title, where the service may tell it; else the beginning of its id. */
export function useLeafTitle(questId = ''): string {
  const quest = useQuery({ ...questQuery(questId), retry: false, enabled: questId !== '' }).data
  return quest?.title ?? `${questId.slice(0, 13)}…`
}
