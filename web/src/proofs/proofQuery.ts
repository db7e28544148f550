import { queryOptions } from '@tanstack/react-query'
import { ApiProblem } from '../api/ApiProblem'
import { authorisedFetch } from '../api/authorisedFetch'

/** The proof file of a quest, as bytes: what is verified is exactly what can be downloaded. */
export function proofQuery(questId: string, caller?: string) {
  return queryOptions({
    queryKey: ['proof', questId, caller ?? 'visitor'],
    queryFn: async ({ signal }) => {
      const whole = await get(`${questId}/proof?content=true`, signal)
      // The texts of a private quest are for its two people; everybody else gets the proof without them.
      const response = whole.status === 403 ? await get(`${questId}/proof`, signal) : whole
      if (!response.ok) throw new ApiProblem(await response.json().catch(() => ({})), response.status)
      return new Uint8Array(await response.arrayBuffer())
    },
  })
}

function get(path: string, signal: AbortSignal): Promise<Response> {
  return authorisedFetch(new Request(`${window.location.origin}/api/v1/quests/${path}`, { signal }))
}
