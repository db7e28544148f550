import { queryOptions } from '@tanstack/react-query'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'

/** The signed-in member, with the creation points only they see. */
export function meQuery(address: string | undefined) {
  return queryOptions({
    queryKey: ['me', address],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/me', { signal })),
    enabled: address !== undefined,
  })
}
