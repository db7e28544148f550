import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'
import { ErrorNotice } from '../app/ErrorNotice'
import { usePollInterval } from '../app/usePollInterval'
import { Facts } from '../design/Facts'
import { Figure } from '../design/Figure'
import { Figures } from '../design/Figures'
import { Panel } from '../design/Panel'
import { Skeleton } from '../design/Skeleton'
import { useFormat } from '../i18n/useFormat'

/** Head, position and finality of the indexer, with the reorganisations it walked back. */
export function IndexerPanel() {
  const { t } = useTranslation()
  const format = useFormat()
  const indexer = useQuery({
    queryKey: ['operator', 'indexer'],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/operator/indexer', { signal })),
    refetchInterval: usePollInterval(),
  })
  if (indexer.isPending) return <Skeleton lines={4} label={t('app.loading')} />
  if (indexer.isError) return <ErrorNotice error={indexer.error} onRetry={() => void indexer.refetch()} />
  const { data } = indexer
  return (
    <Panel
      title={t('operator.indexer')}
      labelledBy="indexer"
      tone={data.haltedReason === null ? 'plain' : 'brick'}
    >
      {data.haltedReason !== null && (
        <p role="alert">{t('operator.indexer.halted', { reason: data.haltedReason })}</p>
      )}
      <Figures>
        <Figure label={t('operator.indexer.head')} value={format.number(data.headNumber)} />
        <Figure
          label={t('operator.indexer.lag')}
          value={t('operator.blocks', { amount: format.number(data.headNumber - data.number) })}
          tone={data.headNumber - data.number > 5 ? 'warn' : 'plain'}
        />
        <Figure
          label={t('operator.indexer.final')}
          value={format.number(data.finalizedNumber)}
          note={t('operator.indexer.behind', {
            amount: format.number(data.headNumber - data.finalizedNumber),
          })}
        />
        <Figure label={t('operator.indexer.updated')} value={format.ago(data.updatedAt)} />
      </Figures>
      {data.reorgs.length > 0 && (
        <>
          <h3>{t('operator.reorgs')}</h3>
          <Facts
            facts={data.reorgs.map((reorg) => ({
              term: format.moment(reorg.at),
              detail: t('operator.reorg', { depth: reorg.depth, block: format.number(reorg.fromNumber) }),
            }))}
          />
        </>
      )}
    </Panel>
  )
}
