import { infiniteQueryOptions } from '@tanstack/react-query'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'

/** The service's own transactions, newest first. */
export const transactionsQuery = infiniteQueryOptions({
  queryKey: ['operator', 'transactions'],
  queryFn: ({ pageParam, signal }) =>
    unwrap(
      client.GET('/api/v1/operator/transactions', {
        params: { query: { cursor: pageParam, limit: 30 } },
        signal,
      }),
    ),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.nextCursor ?? undefined,
})
