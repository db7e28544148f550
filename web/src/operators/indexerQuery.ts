import { queryOptions } from '@tanstack/react-query'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'

/** Where the indexer stands. */
export const indexerQuery = queryOptions({
  queryKey: ['operator', 'indexer'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/v1/operator/indexer', { signal })),
})
