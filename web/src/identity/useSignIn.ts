import { use } from 'react'
import { SignInContext } from './SignInProvider'

/** Opens the sign-in dialog. */
export function useSignIn(): () => void {
  return use(SignInContext)
}
