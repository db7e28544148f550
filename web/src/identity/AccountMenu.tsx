import { Button } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../api/useSession'
import { Avatar } from '../members/Avatar'
import { useSignIn } from './useSignIn'

const MemberMenu = lazy(() => import('./MemberMenu').then((module) => ({ default: module.MemberMenu })))

/** Sign in, or the menu of who is signed in. */
export function AccountMenu() {
  const { t } = useTranslation()
  const session = useSession()
  const openSignIn = useSignIn()
  if (session === null) {
    return (
      <Button size="sm" onClick={openSignIn}>
        {t('sign-in.action')}
      </Button>
    )
  }
  return (
    <Suspense
      fallback={<Avatar address={session.member.address} name={session.member.displayName} size={34} />}
    >
      <MemberMenu member={session.member} />
    </Suspense>
  )
}
