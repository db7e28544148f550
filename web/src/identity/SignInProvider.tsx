import { createContext, type ReactNode, Suspense, useCallback, useRef, useState } from 'react'
import { lazyPart } from '../app/lazyPart'
import { Boundary } from '../design/Boundary'
import classes from './SignInProvider.module.css'

const SignInDialog = lazyPart(() => import('./SignInDialog'), 'SignInDialog')

/** Opens the sign-in dialog; `then` runs once somebody has signed in, and never when they close it. */
export type OpenSignIn = (then?: () => void) => void

export const SignInContext = createContext<OpenSignIn>(() => {})

/** Keeps the sign-in dialog, whose wallet code is fetched when it is first opened. */
export function SignInProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState<'never' | 'open' | 'closed'>('never')
  const next = useRef<() => void>(undefined)
  const open = useCallback<OpenSignIn>((then) => {
    // As the handler of a press it is given the event.
    next.current = typeof then === 'function' ? then : undefined
    setState('open')
  }, [])
  const done = () => {
    setState('closed')
    next.current?.()
    next.current = undefined
  }
  return (
    <SignInContext value={open}>
      {children}
      {state !== 'never' && (
        <div className={classes.place} data-open={state === 'open' || undefined}>
          <Boundary>
            <Suspense>
              <SignInDialog opened={state === 'open'} onClose={() => setState('closed')} onDone={done} />
            </Suspense>
          </Boundary>
        </div>
      )}
    </SignInContext>
  )
}
