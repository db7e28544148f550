import { queryOptions } from '@tanstack/react-query'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'

/** A member's public profile. */
export function memberQuery(address: string) {
  return queryOptions({
    queryKey: ['member', address.toLowerCase()],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/members/{address}', { params: { path: { address } }, signal })),
    staleTime: 60_000,
  })
}
