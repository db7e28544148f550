import { useTranslation } from 'react-i18next'
import { Button } from '../design/Button'
import { EmptyState } from '../design/EmptyState'
import { useSignIn } from './useSignIn'

/** What a screen for members shows to a visitor. */
export function SignInNotice({ reason }: { reason: string }) {
  const { t } = useTranslation()
  const open = useSignIn()
  return (
    <EmptyState
      title={t('sign-in.needed')}
      action={<Button onClick={() => open()}>{t('sign-in.action')}</Button>}
    >
      {reason}
    </EmptyState>
  )
}
