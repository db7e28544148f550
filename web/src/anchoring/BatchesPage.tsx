import '../i18n/enLater'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../app/ErrorNotice'
import { usePollInterval } from '../app/usePollInterval'
import { Button } from '../design/Button'
import { EmptyState } from '../design/EmptyState'
import { Page } from '../design/Page'
import { Skeleton } from '../design/Skeleton'
import { BatchTable } from './BatchTable'
import { batchesQuery } from './batchesQuery'
import { RecordField } from './RecordField'
import { RecordResults } from './RecordResults'

const route = getRouteApi('/batches')

/** The public record: what somebody looks for in it, or every batch of attestations that was sealed, and how far it is. */
export function BatchesPage() {
  const { t } = useTranslation()
  const { search } = route.useSearch()
  const navigate = route.useNavigate()
  const seeks = search !== undefined
  const batches = useInfiniteQuery({ ...batchesQuery(), enabled: !seeks, refetchInterval: usePollInterval() })
  const items = batches.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page
      title={t('batch.list')}
      lead={t('batch.list.lead')}
      actions={<a href="/api/v1/log">{t('batch.log')}</a>}
    >
      <RecordField
        search={search}
        onChange={(next) => void navigate({ search: { search: next }, replace: true })}
      />
      {seeks && <RecordResults search={search} />}
      {!seeks && batches.isPending && <Skeleton lines={6} label={t('app.loading')} />}
      {!seeks && batches.isError && (
        <ErrorNotice error={batches.error} onRetry={() => void batches.refetch()} />
      )}
      {!seeks && batches.isSuccess && items.length === 0 && (
        <EmptyState title={t('batch.none')}>{t('batch.none.text')}</EmptyState>
      )}
      {!seeks && items.length > 0 && <BatchTable batches={items} />}
      {!seeks && batches.hasNextPage && (
        <Button
          variant="default"
          loading={batches.isFetchingNextPage}
          onClick={() => void batches.fetchNextPage()}
        >
          {t('app.more')}
        </Button>
      )}
    </Page>
  )
}
