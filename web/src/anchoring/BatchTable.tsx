import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Batch } from '../api/shapes'
import { Pill } from '../design/Pill'
import table from '../design/Table.module.css'
import { useFormat } from '../i18n/useFormat'
import { batchTone } from './batchTone'

/** Batches as rows; on a phone each becomes a card. */
export function BatchTable({ batches }: { batches: Batch[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th>{t('batch.number')}</th>
          <th>{t('batch.state')}</th>
          <th>{t('batch.leaves')}</th>
          <th>{t('batch.root')}</th>
          <th>{t('batch.sealed')}</th>
        </tr>
      </thead>
      <tbody>
        {batches.map((batch) => (
          <tr key={batch.root}>
            <td data-label={t('batch.number')}>
              <Link to="/batches/$batch" params={{ batch: batch.root }}>
                {batch.batchId === null ? t('batch.unnumbered') : `#${format.number(batch.batchId)}`}
              </Link>
            </td>
            <td data-label={t('batch.state')}>
              <Pill tone={batchTone[batch.state]}>{t(`batch.state.${batch.state}`)}</Pill>
            </td>
            <td data-label={t('batch.leaves')}>{format.number(batch.leafCount)}</td>
            <td data-label={t('batch.root')}>
              <code>{batch.root.slice(0, 14)}…</code>
            </td>
            <td data-label={t('batch.sealed')}>{format.ago(batch.sealedAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
