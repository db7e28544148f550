import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../api/useSession'
import { Page } from '../design/Page'
import { SignInNotice } from '../identity/SignInNotice'
import classes from './OperatorFrame.module.css'

/** The operator's three desks, behind a sign-in. The API refuses whoever is no operator. */
export function OperatorFrame({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation()
  const signedIn = useSession() !== null
  return (
    <Page title={title}>
      <nav className={classes.tabs} aria-label={t('operator.nav')}>
        {(
          [
            ['/operator', 'operator.anchoring'],
            ['/operator/transactions', 'operator.transactions'],
            ['/operator/rewards', 'operator.rewards.tab'],
          ] as const
        ).map(([to, word]) => (
          <Link
            key={to}
            to={to}
            activeOptions={{ exact: true }}
            className={classes.tab}
            activeProps={{ 'data-active': true }}
          >
            {t(word)}
          </Link>
        ))}
      </nav>
      {signedIn ? children : <SignInNotice reason={t('operator.reason')} />}
    </Page>
  )
}
