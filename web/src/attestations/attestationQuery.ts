import { queryOptions } from '@tanstack/react-query'
import { client } from '../api/client'
import type { AttestationPayload, Outcome } from '../api/shapes'
import { unwrap } from '../api/unwrap'

/** The exact typed data this member is asked to sign. */
export function attestationQuery(id: string, outcome: Outcome, caller: string) {
  return queryOptions({
    queryKey: ['attestation', id, outcome, caller],
    queryFn: async ({ signal }) => {
      const payload = await unwrap(
        client.GET('/api/v1/quests/{id}/attestation', {
          params: { path: { id }, query: { outcome } },
          signal,
        }),
      )
      // The document says no more than “object”; checkPayload compares every member before anything is signed.
      return payload as AttestationPayload
    },
    staleTime: 0,
    gcTime: 0,
  })
}
