import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../app/ErrorNotice'
import { Button } from '../design/Button'
import { EmptyState } from '../design/EmptyState'
import { Skeleton } from '../design/Skeleton'
import { memberQuestsQuery } from './memberQuestsQuery'
import { peopleOf } from './peopleOf'
import { QuestRows } from './QuestRows'

/** What a member posted and did. */
export function MemberQuests({ address }: { address: string }) {
  const { t } = useTranslation()
  const quests = useInfiniteQuery(memberQuestsQuery(address))
  if (quests.isPending) return <Skeleton lines={4} label={t('app.loading')} />
  if (quests.isError) return <ErrorNotice error={quests.error} onRetry={() => void quests.refetch()} />
  const items = quests.data.pages.flatMap((page) => page.items)
  if (items.length === 0) return <EmptyState title={t('member.quests.none')} />
  return (
    <>
      <QuestRows quests={items} me={address} people={peopleOf(quests.data.pages)} />
      {quests.hasNextPage && (
        <Button
          variant="default"
          loading={quests.isFetchingNextPage}
          onClick={() => void quests.fetchNextPage()}
        >
          {t('app.more')}
        </Button>
      )}
    </>
  )
}
