import { infiniteQueryOptions } from '@tanstack/react-query'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'

/** Sealed batches, newest first. */
export function batchesQuery(limit = 25) {
  return infiniteQueryOptions({
    queryKey: ['batches', limit],
    queryFn: ({ pageParam, signal }) =>
      unwrap(client.GET('/api/v1/batches', { params: { query: { cursor: pageParam, limit } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
}
