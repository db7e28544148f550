import { useTranslation } from 'react-i18next'
import { BatchLink } from '../anchoring/BatchLink'
import { batchTone } from '../anchoring/batchTone'
import type { Batch, Transaction } from '../api/shapes'
import { Pill } from '../design/Pill'
import { Table } from '../design/Table'
import { useFormat } from '../i18n/useFormat'
import { confirmationsOf } from './confirmationsOf'

type Props = { batches: Batch[]; transactions: Transaction[]; head: number | null }

/** The last batches with what sending them took. */
export function OperatorBatches({ batches, transactions, head }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const rows = batches.map((batch) => ({
    batch,
    sent: transactions.find(({ attempts }) => attempts.some(({ hash }) => hash === batch.transactionHash)),
  }))
  return (
    <Table
      rows={rows}
      keyOf={({ batch }) => batch.root}
      columns={[
        {
          head: t('batch.number'),
          cell: ({ batch }) => <BatchLink root={batch.root} batchId={batch.batchId} />,
        },
        {
          head: t('batch.state'),
          cell: ({ batch }) => <Pill tone={batchTone[batch.state]}>{t(`batch.state.${batch.state}`)}</Pill>,
        },
        { head: t('batch.leaves'), cell: ({ batch }) => format.number(batch.leafCount) },
        { head: t('batch.sealed'), cell: ({ batch }) => format.ago(batch.sealedAt) },
        { head: t('operator.attempts'), cell: ({ sent }) => sent?.attempts.length ?? '–' },
        {
          head: t('operator.gas'),
          cell: ({ sent }) => (sent?.gasUsed == null ? '–' : format.number(sent.gasUsed)),
        },
        {
          head: t('operator.confirmations'),
          cell: ({ batch }) => confirmationsOf(batch.blockNumber, head, format.number),
        },
      ]}
    />
  )
}
