import { queryOptions } from '@tanstack/react-query'
import { client } from './client'
import { unwrap } from './unwrap'

/** Whether anchors and confirmations come in time, what is maintained, and what operators told of troubles. */
export const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: () => unwrap(client.GET('/api/v1/status')),
  staleTime: 5_000,
  meta: { tellsOfFailure: true },
  retry: false,
})
