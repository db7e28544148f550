import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../api/useSession'
import { Button } from '../design/Button'
import { EmptyState } from '../design/EmptyState'
import { Page } from '../design/Page'
import { Skeleton } from '../design/Skeleton'
import { meQuery } from '../identity/meQuery'
import { SignInNotice } from '../identity/SignInNotice'
import classes from './OperatorFrame.module.css'

/** The operator's three desks, behind a sign-in; a member who is not an operator is told so. The API refuses all the same. */
export function OperatorFrame({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation()
  const session = useSession()
  const me = useQuery(meQuery(session?.member.address)).data
  if (session === null) {
    return (
      <Page title={t('operator.only')}>
        <SignInNotice reason={t('operator.reason')} />
      </Page>
    )
  }
  if (me !== undefined && !(me.roles?.includes('operator') ?? false)) {
    return (
      <Page title={t('operator.only')}>
        <EmptyState
          title={t('operator.only.title')}
          action={<Button renderRoot={(props) => <Link to="/quests" {...props} />}>{t('home.board')}</Button>}
        >
          {t('operator.reason')}
        </EmptyState>
      </Page>
    )
  }
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
      {me === undefined ? <Skeleton lines={6} label={t('app.loading')} /> : children}
    </Page>
  )
}
