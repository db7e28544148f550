import { useTranslation } from 'react-i18next'
import type { Batch } from '../api/shapes'
import { Pill } from '../design/Pill'
import { Table } from '../design/Table'
import { useFormat } from '../i18n/useFormat'
import { BatchLink } from './BatchLink'
import { batchTone } from './batchTone'

/** Batches as rows. */
export function BatchTable({ batches }: { batches: Batch[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Table
      rows={batches}
      keyOf={({ root }) => root}
      columns={[
        { head: t('batch.number'), cell: ({ root, batchId }) => <BatchLink root={root} batchId={batchId} /> },
        {
          head: t('batch.state'),
          cell: ({ state }) => <Pill tone={batchTone[state]}>{t(`batch.state.${state}`)}</Pill>,
        },
        { head: t('batch.leaves'), cell: ({ leafCount }) => format.number(leafCount) },
        { head: t('batch.root'), cell: ({ root }) => <code>{root.slice(0, 14)}…</code> },
        { head: t('batch.sealed'), cell: ({ sealedAt }) => format.ago(sealedAt) },
      ]}
    />
  )
}
