import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { queryClient } from '../api/queryClient'
import { SignInProvider } from '../identity/SignInProvider'
import { LastResort } from './LastResort'
import { LiveUpdates } from './LiveUpdates'
import type { makeRouter } from './router'
import { ToastProvider } from './ToastProvider'

/** Everything a screen may rely on, around the router. */
export function App({ router }: { router: ReturnType<typeof makeRouter> }) {
  return (
    <LastResort>
      <QueryClientProvider client={queryClient}>
        <ToastProvider>
          <LiveUpdates>
            <SignInProvider>
              <RouterProvider router={router} />
            </SignInProvider>
          </LiveUpdates>
        </ToastProvider>
      </QueryClientProvider>
    </LastResort>
  )
}
