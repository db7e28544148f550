import { queryOptions } from '@tanstack/react-query'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'

/** One quest as the caller may see it. */
export function questQuery(id: string, caller?: string) {
  return queryOptions({
    queryKey: ['quest', id, caller ?? 'visitor'],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/quests/{id}', { params: { path: { id } }, signal })),
  })
}
