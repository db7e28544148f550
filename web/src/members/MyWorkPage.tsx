import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../api/useSession'
import { ErrorNotice } from '../app/ErrorNotice'
import { usePollInterval } from '../app/usePollInterval'
import { EmptyState } from '../design/EmptyState'
import { Figure } from '../design/Figure'
import { Figures } from '../design/Figures'
import { Page } from '../design/Page'
import { Panel } from '../design/Panel'
import { Skeleton } from '../design/Skeleton'
import stack from '../design/Stack.module.css'
import { useFormat } from '../i18n/useFormat'
import { meQuery } from '../identity/meQuery'
import { SignInNotice } from '../identity/SignInNotice'
import { memberQuestsQuery } from './memberQuestsQuery'
import { QuestRows } from './QuestRows'
import { sortWork, workGroups } from './sortWork'

/** The member's desk: what to do now, what others owe, what is done. */
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
  const own = useQuery(meQuery(me)).data
  const quests = useInfiniteQuery({ ...memberQuestsQuery(me), refetchInterval: usePollInterval() })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = quests
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  if (quests.isPending) return <Skeleton lines={5} label={t('app.loading')} />
  if (quests.isError) return <ErrorNotice error={quests.error} onRetry={() => void quests.refetch()} />
  const items = quests.data.pages.flatMap((page) => page.items)
  return (
    <>
      {own !== undefined && (
        <Panel>
          <Figures>
            <Figure label={t('member.xp')} value={format.number(own.xp)} />
            <Figure label={t('member.reputation')} value={format.number(own.reputation)} />
            <Figure
              label={t('member.creation')}
              value={format.number(own.creationPoints)}
              note={t('member.creation.note')}
            />
          </Figures>
        </Panel>
      )}
      {items.length === 0 && <EmptyState title={t('work.empty')}>{t('work.empty.text')}</EmptyState>}
      {workGroups.map((group) => {
        const pile = items.filter((quest) => sortWork(quest, me) === group)
        if (pile.length === 0) return null
        return (
          <section key={group} className={stack.column} aria-labelledby={group}>
            <h2 id={group}>
              {t(`work.${group}`)} <span className={stack.soft}>{format.number(pile.length)}</span>
            </h2>
            <QuestRows quests={pile} me={me} />
          </section>
        )
      })}
    </>
  )
}
