import { queryOptions } from '@tanstack/react-query'
import { client } from './client'
import { unwrap } from './unwrap'

/** Counters and limits of the service. Every limit the forms enforce comes from here. */
export const statsQuery = queryOptions({
  queryKey: ['stats'],
  queryFn: () => unwrap(client.GET('/api/v1/stats')),
  staleTime: 60_000,
})
