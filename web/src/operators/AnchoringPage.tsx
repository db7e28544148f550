import '../i18n/enLater'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { batchesQuery } from '../anchoring/batchesQuery'
import { useSession } from '../api/useSession'
import { ErrorNotice } from '../app/ErrorNotice'
import { Figure } from '../design/Figure'
import { Figures } from '../design/Figures'
import { Panel } from '../design/Panel'
import { Skeleton } from '../design/Skeleton'
import stack from '../design/Stack.module.css'
import { useFormat } from '../i18n/useFormat'
import { AlarmsPanel } from './AlarmsPanel'
import { AnchoringCommands } from './AnchoringCommands'
import { anchoringQuery } from './anchoringQuery'
import { Bars } from './Bars'
import { CommandLog } from './CommandLog'
import { GrantPoints } from './GrantPoints'
import { IncidentsPanel } from './IncidentsPanel'
import { indexerQuery } from './indexerQuery'
import { JobsPanel } from './JobsPanel'
import { MaintenancePanel } from './MaintenancePanel'
import { MeasuresPanel } from './MeasuresPanel'
import { OperatorBatches } from './OperatorBatches'
import { OperatorFrame } from './OperatorFrame'
import { operatorPoll } from './operatorPoll'
import { SignerPanel } from './SignerPanel'
import { transactionsQuery } from './transactionsQuery'

const shown = 12

/** Anchoring at a glance: what waits and for how long, what complains, the last batches, and what the keys can pay. */
export function AnchoringPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const signedIn = useSession() !== null
  const live = { enabled: signedIn, refetchInterval: operatorPoll }
  const anchoring = useQuery({ ...anchoringQuery, ...live })
  const last = useInfiniteQuery({ ...batchesQuery(shown), ...live })
  const transactions = useInfiniteQuery({ ...transactionsQuery, ...live }).data?.pages[0]?.items ?? []
  const head = useQuery({ ...indexerQuery, ...live }).data?.headNumber ?? null
  const batches = last.data?.pages[0]?.items ?? []
  const { data } = anchoring
  const paused = data?.pauseReason != null
  const oldest = data?.oldestWaitingSeconds ?? null
  return (
    <OperatorFrame title={t('operator.anchoring')}>
      {anchoring.isError && <ErrorNotice error={anchoring.error} onRetry={() => void anchoring.refetch()} />}
      {signedIn && anchoring.isPending && <Skeleton lines={6} label={t('app.loading')} />}
      {data !== undefined && (
        <>
          <Panel tone={paused ? 'amber' : 'plain'}>
            <Figures>
              <Figure
                label={t('operator.oldest')}
                value={
                  oldest === null
                    ? t('operator.oldest.none')
                    : format.ago(Math.floor(Date.now() / 1000) - oldest)
                }
                tone={oldest === null ? 'plain' : 'warn'}
              />
              <Figure label={t('operator.pending')} value={format.number(data.waitingPairs)} />
              <Figure
                label={t('operator.on-their-way')}
                value={format.number(
                  (data.batches.sealed ?? 0) + (data.batches.sent ?? 0) + (data.batches.mined ?? 0),
                )}
                note={t('operator.finalized', { amount: format.number(data.batches.finalized ?? 0) })}
              />
              <Figure
                label={t('operator.job')}
                value={t(
                  paused
                    ? 'operator.job.paused'
                    : data.leaseHolder === null
                      ? 'operator.job.nobody'
                      : 'operator.job.running',
                )}
                tone={paused || data.leaseHolder === null ? 'warn' : 'plain'}
                note={
                  data.pauseReason ??
                  (data.leaseHolder === null ? undefined : (
                    <span className={stack.clipped} title={data.leaseHolder}>
                      {data.leaseHolder}
                    </span>
                  ))
                }
              />
            </Figures>
            <AnchoringCommands paused={paused} />
          </Panel>
          <AlarmsPanel foreign={data.foreign} />
          <JobsPanel jobs={data.jobs} />
          <SignerPanel signers={data.signers} transactions={transactions} />
          <MeasuresPanel />
          {batches.length > 0 && (
            <>
              <Panel title={t('operator.sizes')} labelledBy="sizes">
                <Bars
                  label={t('operator.sizes')}
                  slots={shown}
                  bars={batches.toReversed().map((batch) => ({
                    key: batch.root,
                    label: batch.batchId === null ? '…' : `#${batch.batchId}`,
                    value: batch.leafCount,
                    text: format.number(batch.leafCount),
                    tone: batch.state === 'finalized' ? 'spruce' : 'ember',
                  }))}
                />
              </Panel>
              <section className={stack.column}>
                <h2>{t('operator.batches')}</h2>
                <OperatorBatches batches={batches} transactions={transactions} head={head} />
              </section>
            </>
          )}
          <MaintenancePanel />
          <IncidentsPanel />
          <GrantPoints />
          <CommandLog />
        </>
      )}
    </OperatorFrame>
  )
}
