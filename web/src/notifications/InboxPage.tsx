import '../i18n/enLater'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '../api/useSession'
import { ErrorNotice } from '../app/ErrorNotice'
import { Button } from '../design/Button'
import { EmptyState } from '../design/EmptyState'
import { Page } from '../design/Page'
import { Skeleton } from '../design/Skeleton'
import { SignInNotice } from '../identity/SignInNotice'
import { peopleOf } from '../members/peopleOf'
import classes from './InboxPage.module.css'
import { InboxRow } from './InboxRow'
import { notificationsQuery } from './notificationsQuery'
import { useMarkRead } from './useMarkRead'

/** What others, time and the chain did to the member's quests, newest first. */
export function InboxPage() {
  const { t } = useTranslation()
  const session = useSession()
  if (session !== null) return <Inbox me={session.member.address} />
  return (
    <Page title={t('inbox.title')} lead={t('inbox.lead')} width="reading">
      <SignInNotice reason={t('inbox.reason')} />
    </Page>
  )
}

function Inbox({ me }: { me: string }) {
  const { t } = useTranslation()
  const inbox = useInfiniteQuery({ ...notificationsQuery(me), refetchInterval: 60_000 })
  const mark = useMarkRead()
  const pages = inbox.data?.pages ?? []
  const lines = pages.flatMap((page) => page.items)
  const newest = lines[0]
  return (
    <Page
      title={t('inbox.title')}
      lead={t('inbox.lead')}
      width="reading"
      actions={
        newest?.read === false && (
          <Button variant="default" loading={mark.isPending} onClick={() => mark.mutate(newest.position)}>
            {t('inbox.read-all')}
          </Button>
        )
      }
    >
      {mark.isError && <ErrorNotice error={mark.error} />}
      {inbox.isPending && <Skeleton lines={5} label={t('app.loading')} />}
      {inbox.isError && <ErrorNotice error={inbox.error} onRetry={() => void inbox.refetch()} />}
      {inbox.isSuccess && newest === undefined && (
        <EmptyState
          title={t('inbox.empty')}
          action={<Button renderRoot={(props) => <Link to="/quests" {...props} />}>{t('home.board')}</Button>}
        >
          {t('inbox.empty.text')}
        </EmptyState>
      )}
      {newest !== undefined && (
        <ul className={classes.lines} aria-label={t('inbox.lines')}>
          {lines.map((line) => (
            <InboxRow
              key={line.position}
              line={line}
              people={peopleOf(pages)}
              onOpen={() => {
                if (!line.read) mark.mutate(line.position)
              }}
            />
          ))}
        </ul>
      )}
      {inbox.hasNextPage && (
        <Button
          variant="default"
          loading={inbox.isFetchingNextPage}
          onClick={() => void inbox.fetchNextPage()}
        >
          {t('app.more')}
        </Button>
      )}
    </Page>
  )
}
