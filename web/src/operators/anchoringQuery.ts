import { queryOptions } from '@tanstack/react-query'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'

/** How the anchoring job is doing. */
export const anchoringQuery = queryOptions({
  queryKey: ['operator', 'anchoring'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/v1/operator/anchoring', { signal })),
})
