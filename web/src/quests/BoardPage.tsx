import { IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '../api/useSession'
import { ErrorNotice } from '../app/ErrorNotice'
import { usePollInterval } from '../app/usePollInterval'
import { Button } from '../design/Button'
import { Page } from '../design/Page'
import { Skeleton } from '../design/Skeleton'
import { peopleOf } from '../members/peopleOf'
import { BoardCount } from './BoardCount'
import { BoardFilter } from './BoardFilter'
import classes from './BoardPage.module.css'
import { NothingFound } from './NothingFound'
import { QuestCard } from './QuestCard'
import { questsQuery } from './questsQuery'

const route = getRouteApi('/quests')

/** Every quest there is, found by the server; the filter lives in the address. */
export function BoardPage() {
  const { t } = useTranslation()
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const me = useSession()?.member.address
  const quests = useInfiniteQuery({ ...questsQuery(filter, me), refetchInterval: usePollInterval() })
  const items = quests.data?.pages.flatMap((page) => page.items) ?? []
  const people = peopleOf(quests.data?.pages)
  const create = (className?: string) => (
    <Button
      className={className}
      leftSection={<IconPlus size={18} aria-hidden="true" />}
      renderRoot={(props) => <Link to="/quests/new" {...props} />}
    >
      {t('board.create')}
    </Button>
  )
  return (
    <Page title={t('board.title')} lead={t('board.lead')} actions={create(classes.create)} compact>
      <BoardFilter
        filter={filter}
        signedIn={me !== undefined}
        onChange={(next) => void navigate({ search: next, replace: true })}
      />
      {quests.isError && <ErrorNotice error={quests.error} onRetry={() => void quests.refetch()} />}
      {quests.isPending && (
        <div className={classes.grid}>
          {Array.from({ length: 6 }, (_, index) => (
            <div key={index} className={classes.placeholder}>
              <Skeleton lines={5} label={t('app.loading')} />
            </div>
          ))}
        </div>
      )}
      {quests.isSuccess && items.length === 0 && <NothingFound filter={filter} me={me} create={create()} />}
      {items.length > 0 && (
        <BoardCount
          filter={filter}
          me={me}
          here={items.length}
          goesOn={quests.hasNextPage}
          near={quests.data?.pages[0]?.near === true}
        />
      )}
      {items.length > 0 && (
        <ul className={classes.grid} aria-label={t('board.list')}>
          {items.map((quest) => (
            <li key={quest.id} className={classes.cell}>
              <QuestCard quest={quest} people={people} />
            </li>
          ))}
        </ul>
      )}
      {quests.hasNextPage && (
        <Button
          variant="default"
          className={classes.more}
          loading={quests.isFetchingNextPage}
          onClick={() => void quests.fetchNextPage()}
        >
          {t('app.more')}
        </Button>
      )}
    </Page>
  )
}
