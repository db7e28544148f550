import { QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './ApiProblem'

/** One cache for all server state. A refusal is final; only silence and 5xx are tried again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem && error.status < 500),
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})
