import { use } from 'react'
import { type ShowToast, ToastContext } from './ToastProvider'

/** The function that shows a short message. */
export function useToast(): ShowToast {
  return use(ToastContext)
}
