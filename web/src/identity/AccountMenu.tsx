import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../api/useSession'
import { lazyPart } from '../app/lazyPart'
import { Boundary } from '../design/Boundary'
import { Button } from '../design/Button'
import { PlainButton } from '../design/PlainButton'
import { Avatar } from '../members/Avatar'
import { useSignIn } from './useSignIn'

const MemberMenu = lazyPart(() => import('./MemberMenu'), 'MemberMenu')

/** Sign in, or the menu of who is signed in. */
export function AccountMenu() {
  const { t } = useTranslation()
  const session = useSession()
  const openSignIn = useSignIn()
  if (session === null) {
    return (
      <Button size="sm" onClick={() => openSignIn()}>
        {t('sign-in.action')}
      </Button>
    )
  }
  const face = <Avatar address={session.member.address} name={session.member.displayName} size={34} />
  return (
    <Boundary
      instead={(again) => (
        <PlainButton onClick={again} aria-label={t('account.missing')} title={t('account.missing')}>
          {face}
        </PlainButton>
      )}
    >
      <Suspense fallback={face}>
        <MemberMenu member={session.member} />
      </Suspense>
    </Boundary>
  )
}
