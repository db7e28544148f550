import { queryOptions } from '@tanstack/react-query'
import { ApiProblem } from '../api/ApiProblem'
import { authorisedFetch } from '../api/authorisedFetch'

/** The bytes of an evidence file as stored. They are served as an attachment, so pictures are shown from a blob. */
export function evidenceFileQuery(questId: string, sha256: string) {
  return queryOptions({
    queryKey: ['evidence', questId, sha256],
    queryFn: async ({ signal }) => {
      const url = `${window.location.origin}/api/v1/quests/${questId}/evidence/${sha256}`
      const response = await authorisedFetch(new Request(url, { signal }))
      if (!response.ok) throw new ApiProblem({}, response.status)
      return response.blob()
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
}
