import { queryOptions } from '@tanstack/react-query'
import { ApiUnreachable } from './ApiUnreachable'

/** What `/health/ready` says. It is made for load balancers and is not part of the API's document. */
export type Health = {
  status: 'ready' | 'degraded' | 'unready'
  checks: { name: string; status: 'ok' | 'degraded' | 'failed'; reason: string | null }[]
}

/** Whether the service is well, and if not, why. A silent chain node is `degraded`: everything but anchoring goes on. */
export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: async ({ signal }): Promise<Health> => {
    const response = await fetch('/health/ready', { signal }).catch((cause: unknown) => {
      throw new ApiUnreachable(cause)
    })
    if (!response.headers.get('content-type')?.includes('json')) throw new ApiUnreachable(response.status)
    return (await response.json()) as Health
  },
  meta: { tellsOfFailure: true },
  refetchInterval: 20_000,
  retry: false,
})
