import { IconX } from '@tabler/icons-react'
import { createContext, type ReactNode, useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './ToastProvider.module.css'

type Tone = 'good' | 'bad'
type Toast = { id: number; text: string; tone: Tone; at: number }

/** Shows a short message that leaves by itself; `bad` ones stay until dismissed. */
export type ShowToast = (text: string, tone?: Tone) => void

export const ToastContext = createContext<ShowToast>(() => {})

/** What was said this long ago, in milliseconds, is news of the screen before once another one is opened. */
const news = 1_500
const lasts = 6_000

/** Says that what toasts tell is no longer so: the screen has changed, or what it shows. */
export const outdated = 'civicforge:outdated'

/** The message about what just happened, one at a time, read out politely. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const [toast, setToast] = useState<Toast>()
  const show = useCallback<ShowToast>((text, tone = 'good') => {
    setToast({ id: Date.now() + Math.random(), text, tone, at: performance.now() })
  }, [])
  useEffect(() => {
    if (toast?.tone !== 'good') return
    const timer = window.setTimeout(() => setToast(undefined), lasts)
    return () => window.clearTimeout(timer)
  }, [toast])
  useEffect(() => {
    const expire = () =>
      setToast((now) => (now !== undefined && performance.now() - now.at > news ? undefined : now))
    window.addEventListener(outdated, expire)
    return () => window.removeEventListener(outdated, expire)
  }, [])
  return (
    <ToastContext value={show}>
      {children}
      <div className={classes.toasts} role="status" aria-live="polite" data-no-print>
        {toast !== undefined && (
          <div key={toast.id} className={classes.toast} data-tone={toast.tone}>
            <p>{toast.text}</p>
            <button type="button" onClick={() => setToast(undefined)} aria-label={t('app.dismiss')}>
              <IconX size={18} aria-hidden="true" />
            </button>
          </div>
        )}
      </div>
    </ToastContext>
  )
}
