import { QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './ApiProblem'

/**
 * One cache for all server state. A refusal is final; only silence and 5xx are tried again, and they take nothing from
 * the screen: what was there before stays.
 */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error, query) {
      const refused = error instanceof ApiProblem && error.status < 500
      if (!refused && query.state.data !== undefined && query.meta?.tellsOfFailure !== true)
        query.setState({ status: 'success', error: null })
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem && error.status < 500),
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})
