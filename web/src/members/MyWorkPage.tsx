import '../i18n/enLater'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../api/useSession'
import { ErrorNotice } from '../app/ErrorNotice'
import { usePollInterval } from '../app/usePollInterval'
import { Button } from '../design/Button'
import { EmptyState } from '../design/EmptyState'
import { Page } from '../design/Page'
import { Skeleton } from '../design/Skeleton'
import stack from '../design/Stack.module.css'
import { useFormat } from '../i18n/useFormat'
import { SignInNotice } from '../identity/SignInNotice'
import { DeskRow } from './DeskRow'
import { byDeadline, deskItem } from './deskOf'
import classes from './MyWorkPage.module.css'
import { memberQuestsQuery } from './memberQuestsQuery'
import { OwnPoints } from './OwnPoints'
import { peopleOf } from './peopleOf'
import { QuestRows } from './QuestRows'

/** The member's desk: what to do now, what ends first on top; what others owe; and folded, what is done. */
export function MyWorkPage() {
  const { t } = useTranslation()
  const session = useSession()
  return (
    <Page title={t('work.title')} lead={t('work.lead')}>
      {session === null ? <SignInNotice reason={t('work.reason')} /> : <Desk me={session.member.address} />}
    </Page>
  )
}

function Desk({ me }: { me: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const quests = useInfiniteQuery({ ...memberQuestsQuery(me), refetchInterval: usePollInterval() })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = quests
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  if (quests.isPending) return <Skeleton lines={5} label={t('app.loading')} />
  if (quests.isError) return <ErrorNotice error={quests.error} onRetry={() => void quests.refetch()} />
  const people = peopleOf(quests.data.pages)
  const desk = quests.data.pages.flatMap((page) => page.items).map((quest) => deskItem(quest, me))
  const pile = (name: string) => desk.filter((item) => item.pile === name)
  return (
    <>
      {desk.length === 0 && (
        <EmptyState
          title={t('work.empty')}
          action={<Button renderRoot={(props) => <Link to="/quests" {...props} />}>{t('home.board')}</Button>}
        >
          {t('work.empty.text')}
        </EmptyState>
      )}
      {(['to-do', 'waiting'] as const).map((name) => {
        const items = pile(name).sort(byDeadline)
        if (items.length === 0 && (name === 'waiting' || desk.length === 0)) return null
        return (
          <section key={name} className={stack.column} aria-labelledby={name}>
            <h2 id={name}>
              {t(`work.${name}`)} <span className={stack.soft}>{format.number(items.length)}</span>
            </h2>
            {items.length === 0 && <p className={stack.soft}>{t('work.to-do.none')}</p>}
            {items.length > 0 && (
              <ul className={classes.rows}>
                {items.map((item) => (
                  <DeskRow key={item.quest.id} item={item} me={me} people={people} />
                ))}
              </ul>
            )}
          </section>
        )
      })}
      {(['done', 'closed'] as const).map((name) => {
        const items = pile(name)
        if (items.length === 0) return null
        return (
          <details key={name} className={classes.fold}>
            <summary>{t(`work.${name}`, { count: items.length })}</summary>
            <QuestRows
              quests={items.map(({ quest }) => quest)}
              me={me}
              people={people}
              proofs={name === 'done'}
            />
          </details>
        )
      })}
      <OwnPoints me={me} />
    </>
  )
}
