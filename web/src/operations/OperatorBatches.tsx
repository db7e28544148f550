import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { batchTone } from '../anchoring/batchTone'
import type { Batch, Transaction } from '../api/shapes'
import { Pill } from '../design/Pill'
import table from '../design/Table.module.css'
import { useFormat } from '../i18n/useFormat'
import { confirmationsOf } from './confirmationsOf'

type Props = { batches: Batch[]; transactions: Transaction[]; head: number | null }

/** The last batches with what sending them took. */
export function OperatorBatches({ batches, transactions, head }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const sentBy = (batch: Batch) =>
    transactions.find(({ attempts }) => attempts.some(({ hash }) => hash === batch.transactionHash))
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th>{t('batch.number')}</th>
          <th>{t('batch.state')}</th>
          <th>{t('batch.leaves')}</th>
          <th>{t('batch.sealed')}</th>
          <th>{t('operator.attempts')}</th>
          <th>{t('operator.gas')}</th>
          <th>{t('operator.confirmations')}</th>
        </tr>
      </thead>
      <tbody>
        {batches.map((batch) => {
          const transaction = sentBy(batch)
          return (
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
              <td data-label={t('batch.sealed')}>{format.ago(batch.sealedAt)}</td>
              <td data-label={t('operator.attempts')}>{transaction?.attempts.length ?? '–'}</td>
              <td data-label={t('operator.gas')}>
                {transaction?.gasUsed == null ? '–' : format.number(transaction.gasUsed)}
              </td>
              <td data-label={t('operator.confirmations')}>
                {confirmationsOf(batch.blockNumber, head, format.number)}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
