import { infiniteQueryOptions } from '@tanstack/react-query'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'

/** The quests a member posted or took, newest first. */
export function memberQuestsQuery(address: string) {
  return infiniteQueryOptions({
    queryKey: ['quests', 'member', address.toLowerCase()],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        client.GET('/api/v1/members/{address}/quests', {
          params: { path: { address }, query: { cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
}
