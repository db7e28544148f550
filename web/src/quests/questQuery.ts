import { queryOptions } from '@tanstack/react-query'
import { client } from '../api/client'
import { questOf } from '../api/questOf'

/** One quest as the caller may see it; `key` is that of a private quest's link. */
export function questQuery(id: string, caller?: string, key?: string) {
  return queryOptions({
    queryKey: ['quest', id, caller ?? 'visitor', ...(key === undefined ? [] : [key])],
    queryFn: ({ signal }) =>
      questOf(
        client.GET('/api/v1/quests/{id}', {
          params: { path: { id } },
          headers: key === undefined ? {} : { 'Quest-Key': key },
          signal,
        }),
      ),
  })
}
