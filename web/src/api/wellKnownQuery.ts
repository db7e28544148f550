import { queryOptions } from '@tanstack/react-query'
import { client } from './client'
import { unwrap } from './unwrap'

/** Which chain and contracts this service anchors to. */
export const wellKnownQuery = queryOptions({
  queryKey: ['well-known'],
  queryFn: () => unwrap(client.GET('/.well-known/civicforge.json')),
  staleTime: Number.POSITIVE_INFINITY,
})
