import { queryOptions } from '@tanstack/react-query'
import { client } from '../api/client'
import type { Outcome } from '../api/shapes'
import { unwrap } from '../api/unwrap'

/** The exact typed data this member is asked to sign. */
export function attestationQuery(id: string, outcome: Outcome, caller: string) {
  return queryOptions({
    queryKey: ['attestation', id, outcome, caller],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/api/v1/quests/{id}/attestation', {
          params: { path: { id }, query: { outcome } },
          signal,
        }),
      ),
    staleTime: 0,
    gcTime: 0,
  })
}
