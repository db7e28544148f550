import { queryOptions } from '@tanstack/react-query'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'

/** What needs a person, for as long as it lasts. */
export const alarmsQuery = queryOptions({
  queryKey: ['operator', 'alarms'],
  queryFn: ({ signal }) =>
    unwrap(client.GET('/api/v1/operator/alarms', { params: { query: { limit: 50 } }, signal })),
})
