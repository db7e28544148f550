import { queryOptions } from '@tanstack/react-query'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'

/** The last day in pieces of two hours. Nothing on it moves faster than a minute. */
export const measuresQuery = queryOptions({
  queryKey: ['operator', 'measures'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/v1/operator/measures', { signal })),
  refetchInterval: 60_000,
})
