import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../app/ErrorNotice'
import { Figure } from '../design/Figure'
import { Figures } from '../design/Figures'
import { Panel } from '../design/Panel'
import { Skeleton } from '../design/Skeleton'
import { useFormat } from '../i18n/useFormat'
import { FindingsPanel } from './FindingsPanel'
import { indexerQuery } from './indexerQuery'
import { operatorPoll } from './operatorPoll'
import { ReindexCommand } from './ReindexCommand'
import { ReorgPanel } from './ReorgPanel'

const worrying = 5

/** Head, position and finality of the indexer, why it stopped if it did, and what the chain took back. */
export function IndexerPanel() {
  const { t } = useTranslation()
  const format = useFormat()
  const indexer = useQuery({ ...indexerQuery, refetchInterval: operatorPoll })
  if (indexer.isPending) return <Skeleton lines={4} label={t('app.loading')} />
  if (indexer.isError) return <ErrorNotice error={indexer.error} onRetry={() => void indexer.refetch()} />
  const { headNumber, number, finalizedNumber, rereadNumber, updatedAt, haltedReason } = indexer.data
  return (
    <>
      <Panel
        title={t('operator.indexer')}
        labelledBy="indexer"
        tone={haltedReason === null ? 'plain' : 'brick'}
      >
        {haltedReason !== null && (
          <p role="alert">{t('operator.indexer.halted', { reason: haltedReason })}</p>
        )}
        {headNumber === null || number === null || finalizedNumber === null || updatedAt === null ? (
          <p>{t('operator.indexer.none')}</p>
        ) : (
          <>
            <Figures>
              <Figure label={t('operator.indexer.head')} value={format.number(headNumber)} />
              <Figure
                label={t('operator.indexer.lag')}
                value={t('operator.blocks', { amount: format.number(headNumber - number) })}
                tone={headNumber - number > worrying ? 'warn' : 'plain'}
              />
              <Figure
                label={t('operator.indexer.final')}
                value={format.number(finalizedNumber)}
                note={t('operator.indexer.behind', { amount: format.number(headNumber - finalizedNumber) })}
              />
              <Figure
                label={t('operator.indexer.reread')}
                value={rereadNumber === null || rereadNumber < 0 ? '–' : format.number(rereadNumber)}
                note={t('operator.indexer.reread.left', {
                  amount: format.number(finalizedNumber - (rereadNumber ?? -1)),
                })}
              />
              <Figure label={t('operator.indexer.updated')} value={format.ago(updatedAt)} />
            </Figures>
            <ReindexCommand />
          </>
        )}
      </Panel>
      <FindingsPanel findings={indexer.data.findings} />
      <ReorgPanel reorgs={indexer.data.reorgs} reorgCount={indexer.data.reorgCount} />
    </>
  )
}
