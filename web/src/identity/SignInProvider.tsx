import { createContext, lazy, type ReactNode, Suspense, useMemo, useState } from 'react'

const SignInDialog = lazy(() => import('./SignInDialog').then((module) => ({ default: module.SignInDialog })))

export const SignInContext = createContext<() => void>(() => {})

/** Keeps the sign-in dialog, whose wallet code is fetched when it is first opened. */
export function SignInProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState<'never' | 'open' | 'closed'>('never')
  const open = useMemo(() => () => setState('open'), [])
  return (
    <SignInContext value={open}>
      {children}
      {state !== 'never' && (
        <Suspense>
          <SignInDialog opened={state === 'open'} onClose={() => setState('closed')} />
        </Suspense>
      )}
    </SignInContext>
  )
}
