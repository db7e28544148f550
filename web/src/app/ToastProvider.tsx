import { IconX } from '@tabler/icons-react'
import { createContext, type ReactNode, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './ToastProvider.module.css'

type Toast = { id: number; text: string; tone: 'good' | 'bad' }

/** Shows a short message that leaves by itself; `bad` ones stay until dismissed. */
export type ShowToast = (text: string, tone?: Toast['tone']) => void

export const ToastContext = createContext<ShowToast>(() => {})

/** Messages about what just happened, at the lower edge, read out politely. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const [toasts, setToasts] = useState<Toast[]>([])
  const dismiss = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), [])
  const show = useCallback<ShowToast>(
    (text, tone = 'good') => {
      const id = Date.now() + Math.random()
      setToasts((all) => [...all.slice(-2), { id, text, tone }])
      if (tone === 'good') window.setTimeout(() => dismiss(id), 6000)
    },
    [dismiss],
  )
  const value = useMemo(() => show, [show])
  return (
    <ToastContext value={value}>
      {children}
      <div className={classes.toasts} role="status" aria-live="polite" data-no-print>
        {toasts.map((toast) => (
          <div key={toast.id} className={classes.toast} data-tone={toast.tone}>
            <p>{toast.text}</p>
            <button type="button" onClick={() => dismiss(toast.id)} aria-label={t('app.dismiss')}>
              <IconX size={18} aria-hidden="true" />
            </button>
          </div>
        ))}
      </div>
    </ToastContext>
  )
}
