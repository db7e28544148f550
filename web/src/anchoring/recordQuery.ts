import { queryOptions } from '@tanstack/react-query'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'

/** What the public record has of a person, a quest, or a hash. */
export function recordQuery(search: string | undefined) {
  return queryOptions({
    queryKey: ['record', search],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/record', { params: { query: { search } }, signal })),
    enabled: search !== undefined,
  })
}
