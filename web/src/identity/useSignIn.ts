import { use } from 'react'
import { type OpenSignIn, SignInContext } from './SignInProvider'

/** The function that opens the sign-in dialog. */
export function useSignIn(): OpenSignIn {
  return use(SignInContext)
}
