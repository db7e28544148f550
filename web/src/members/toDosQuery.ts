import { queryOptions } from '@tanstack/react-query'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'
import { deskItem } from './deskOf'

/** How many of a member's newest quests wait for them, and which quests they are part of. */
export function toDosQuery(address: string | undefined) {
  return queryOptions({
    queryKey: ['to-dos', address],
    queryFn: async ({ signal }) => {
      const path = { address: address ?? '' }
      const { items } = await unwrap(
        client.GET('/api/v1/members/{address}/quests', { params: { path, query: { limit: 50 } }, signal }),
      )
      return {
        count: items.filter((quest) => deskItem(quest, address ?? '').pile === 'to-do').length,
        quests: items.map(({ id }) => id),
      }
    },
    enabled: address !== undefined,
    staleTime: 60_000,
    refetchInterval: 60_000,
  })
}
