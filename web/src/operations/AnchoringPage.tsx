import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { BatchTable } from '../anchoring/BatchTable'
import { useSession } from '../api/useSession'
import { ErrorNotice } from '../app/ErrorNotice'
import { usePollInterval } from '../app/usePollInterval'
import { Figure } from '../design/Figure'
import { Figures } from '../design/Figures'
import { Panel } from '../design/Panel'
import { Skeleton } from '../design/Skeleton'
import stack from '../design/Stack.module.css'
import { useFormat } from '../i18n/useFormat'
import { AnchoringCommands } from './AnchoringCommands'
import { anchoringQuery } from './anchoringQuery'
import { Bars } from './Bars'
import { ethOf } from './ethOf'
import { OperatorFrame } from './OperatorFrame'

/** Anchoring at a glance: what waits and for how long, the last batches, and what the signer can still pay. */
export function AnchoringPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const signedIn = useSession() !== null
  const anchoring = useQuery({ ...anchoringQuery, enabled: signedIn, refetchInterval: usePollInterval() })
  const { data } = anchoring
  return (
    <OperatorFrame title={t('operator.anchoring')}>
      {anchoring.isError && <ErrorNotice error={anchoring.error} onRetry={() => void anchoring.refetch()} />}
      {anchoring.isPending && <Skeleton lines={6} label={t('app.loading')} />}
      {data !== undefined && (
        <>
          <Panel tone={data.paused ? 'amber' : 'plain'}>
            <Figures>
              <Figure
                label={t('operator.oldest')}
                value={
                  data.oldestUnanchoredAt === null
                    ? t('operator.oldest.none')
                    : format.ago(data.oldestUnanchoredAt)
                }
                tone={data.oldestUnanchoredAt === null ? 'plain' : 'warn'}
                note={data.anchorBy !== null && t('operator.promised', { when: format.ago(data.anchorBy) })}
              />
              <Figure label={t('operator.pending')} value={format.number(data.pending)} />
              <Figure
                label={t('operator.last-run')}
                value={data.lastRunAt === null ? t('operator.never') : format.ago(data.lastRunAt)}
              />
              <Figure
                label={t('operator.job')}
                value={t(data.paused ? 'operator.job.paused' : 'operator.job.running')}
              />
            </Figures>
            <AnchoringCommands paused={data.paused} />
          </Panel>
          <Panel title={t('operator.signers')} labelledBy="signers">
            <Figures>
              {data.signers.map((signer) => (
                <Figure
                  key={signer.address}
                  label={signer.key}
                  value={t('operator.eth', { amount: format.decimal(ethOf(signer.wei), 4) })}
                  note={
                    signer.runwayDays === null
                      ? t('operator.runway.unknown')
                      : t('operator.runway', { days: format.decimal(signer.runwayDays, 0) })
                  }
                />
              ))}
            </Figures>
          </Panel>
          {data.batches.length > 0 && (
            <>
              <Panel title={t('operator.sizes')} labelledBy="sizes">
                <Bars
                  label={t('operator.sizes')}
                  bars={data.batches
                    .slice(0, 12)
                    .reverse()
                    .map((batch) => ({
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
                <BatchTable batches={data.batches} />
              </section>
            </>
          )}
        </>
      )}
    </OperatorFrame>
  )
}
