import { infiniteQueryOptions } from '@tanstack/react-query'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'

/** What the member was told, newest first. */
export function notificationsQuery(address: string) {
  return infiniteQueryOptions({
    queryKey: ['notifications', address],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        client.GET('/api/v1/notifications', { params: { query: { cursor: pageParam, limit: 20 } }, signal }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
}
