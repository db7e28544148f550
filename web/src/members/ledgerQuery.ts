import { infiniteQueryOptions } from '@tanstack/react-query'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'

/** A member's point entries, newest first. */
export function ledgerQuery(address: string, limit = 20) {
  return infiniteQueryOptions({
    queryKey: ['member', address.toLowerCase(), 'ledger', limit],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        client.GET('/api/v1/members/{address}/ledger', {
          params: { path: { address }, query: { cursor: pageParam, limit } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
}
