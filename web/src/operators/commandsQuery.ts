import { infiniteQueryOptions } from '@tanstack/react-query'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'

/** Every command that operators gave, newest first. */
export const commandsQuery = infiniteQueryOptions({
  queryKey: ['operator', 'audit'],
  queryFn: ({ pageParam, signal }) =>
    unwrap(
      client.GET('/api/v1/operator/audit', { params: { query: { cursor: pageParam, limit: 10 } }, signal }),
    ),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.nextCursor ?? undefined,
})
