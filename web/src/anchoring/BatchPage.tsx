import '../i18n/enLater'
import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'
import { wellKnownQuery } from '../api/wellKnownQuery'
import { ErrorNotice } from '../app/ErrorNotice'
import { PendingPage } from '../app/PendingPage'
import { usePollInterval } from '../app/usePollInterval'
import { Button } from '../design/Button'
import { Facts } from '../design/Facts'
import { Page } from '../design/Page'
import { Panel } from '../design/Panel'
import { Pill } from '../design/Pill'
import { useFormat } from '../i18n/useFormat'
import { batchTone } from './batchTone'
import { ExplorerLink } from './ExplorerLink'
import { RebuildTree } from './RebuildTree'
import { useBatchName } from './useBatchName'

const route = getRouteApi('/batches/$batch')

/** One batch, and its tree rebuilt in the browser on demand. */
export function BatchPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const nameOf = useBatchName()
  const { batch: id } = route.useParams()
  const { quest } = route.useSearch()
  const poll = usePollInterval()
  const batch = useQuery({
    queryKey: ['batch', id],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/batches/{id}', { params: { path: { id } }, signal })),
    refetchInterval: (query) => query.state.data?.state !== 'finalized' && poll,
  })
  const explorer = useQuery(wellKnownQuery).data?.chain.explorer ?? undefined
  if (batch.isPending) return <PendingPage />
  if (batch.isError) {
    return (
      <Page title={t('batch.title')} width="reading">
        <ErrorNotice error={batch.error} onRetry={() => void batch.refetch()} />
      </Page>
    )
  }
  const { data } = batch
  return (
    <Page
      title={`${t('batch.title')} ${nameOf(data.batchId)}`}
      width="reading"
      crumb={
        <Link to="/batches" data-no-print>
          ← {t('batch.list')}
        </Link>
      }
      lead={<Pill tone={batchTone[data.state]}>{t(`batch.state.${data.state}`)}</Pill>}
      actions={
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden="true" />}
          renderRoot={(props) => (
            <a
              href={`/api/v1/batches/${data.root}/tree`}
              download={`civicforge-tree-${data.root.slice(2, 12)}.json`}
              {...props}
            />
          )}
        >
          {t('batch.tree.download')}
        </Button>
      }
    >
      <Panel>
        <Facts
          facts={[
            { term: t('batch.root'), detail: <code>{data.root}</code> },
            { term: t('batch.leaves'), detail: format.number(data.leafCount) },
            { term: t('batch.sealed'), detail: format.moment(data.sealedAt) },
            {
              term: t('batch.anchored'),
              detail: data.anchoredAt === null ? t('batch.not-yet') : format.moment(data.anchoredAt),
            },
            {
              term: t('batch.transaction'),
              detail:
                data.transactionHash === null ? (
                  t('batch.not-yet')
                ) : (
                  <ExplorerLink
                    explorer={explorer}
                    path={`tx/${data.transactionHash}`}
                    text={data.transactionHash}
                  />
                ),
            },
            {
              term: t('batch.block'),
              detail:
                data.blockNumber === null ? (
                  t('batch.not-yet')
                ) : (
                  <ExplorerLink
                    explorer={explorer}
                    path={`block/${data.blockNumber}`}
                    text={format.number(data.blockNumber)}
                  />
                ),
            },
          ]}
        />
      </Panel>
      <RebuildTree root={data.root} quest={quest} />
    </Page>
  )
}
