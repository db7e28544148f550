import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'
import type { BoardSearch } from './boardSearch'

const pageSize = 24

function filterOf(filter: BoardSearch, me: string | undefined) {
  const status = filter.status ?? 'OPEN'
  return {
    status: status === 'any' ? undefined : status,
    search: filter.search,
    category: filter.category,
    tag: filter.tag,
    creator: filter.mine === 'creator' ? me : undefined,
    performer: filter.mine === 'performer' ? me : undefined,
  }
}

/** The quests a filter finds, page by page. `me` is the caller's address, for "mine". */
export function questsQuery(filter: BoardSearch, me: string | undefined) {
  const query = { ...filterOf(filter, me), sort: filter.sort, limit: pageSize }
  return infiniteQueryOptions({
    queryKey: ['quests', query],
    queryFn: ({ pageParam, signal }) =>
      unwrap(client.GET('/api/v1/quests', { params: { query: { ...query, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
}

/** How many quests a filter finds, by state; a hundred are counted. */
export function questCountsQuery(filter: BoardSearch, me: string | undefined) {
  const query = filterOf(filter, me)
  return queryOptions({
    queryKey: ['quests', 'counts', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/quests/counts', { params: { query }, signal })),
  })
}
