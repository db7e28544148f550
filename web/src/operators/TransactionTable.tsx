import { useTranslation } from 'react-i18next'
import type { Transaction, TransactionState } from '../api/shapes'
import { Pill, type Tone } from '../design/Pill'
import stack from '../design/Stack.module.css'
import { Table } from '../design/Table'
import { isolated } from '../i18n/isolated'
import { useFormat } from '../i18n/useFormat'
import { confirmationsOf } from './confirmationsOf'
import { gweiOf } from './gweiOf'

const tones: Record<TransactionState, Tone> = {
  planned: 'neutral',
  signed: 'neutral',
  sent: 'amber',
  mined: 'ember',
  confirmed: 'ember',
  finalized: 'spruce',
  superseded: 'brick',
  'reverted-final': 'brick',
  cancelled: 'neutral',
}

type Props = { transactions: Transaction[]; head: number | null }

/** Transactions as rows: state, attempts, what each cost by its receipt, and how deep it lies. */
export function TransactionTable({ transactions, head }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const purposeOf = ({ quests: [first, ...others], batchId }: Transaction) =>
    first === undefined
      ? t('operator.purpose.anchor', { batch: batchId ?? '…' })
      : t('operator.purpose.claim', {
          count: 1 + others.length,
          title: isolated(first.title ?? t('operator.reward.private')),
          others: format.number(others.length),
        })
  const costOf = ({ gasUsed, gasPrice, attempts }: Transaction) => {
    const price = gasPrice ?? attempts.at(-1)?.maxFeePerGas
    const gas = gasUsed === null ? undefined : format.number(gasUsed)
    const gwei = price && t('operator.gwei', { amount: format.decimal(gweiOf(price), 3) })
    return [gas, gwei].filter((part) => part !== undefined).join(' · ') || '–'
  }
  return (
    <Table
      rows={transactions}
      keyOf={({ id }) => id}
      columns={[
        {
          head: t('operator.purpose'),
          free: true,
          cell(item) {
            const trouble = item.alarm ?? item.attempts.at(-1)?.lastError
            return (
              <>
                <span title={item.purpose}>{purposeOf(item)}</span>
                {trouble != null && <div className={`${stack.soft} ${stack.small}`}>{trouble}</div>}
              </>
            )
          },
        },
        {
          head: t('operator.state'),
          cell: ({ state }) => <Pill tone={tones[state]}>{t(`operator.state.${state}`)}</Pill>,
        },
        { head: t('operator.nonce'), cell: ({ nonce }) => nonce },
        { head: t('operator.attempts'), cell: ({ attempts }) => attempts.length },
        { head: t('operator.gas'), cell: costOf },
        {
          head: t('operator.confirmations'),
          cell: ({ blockNumber }) => confirmationsOf(blockNumber, head, format.number),
        },
        {
          head: t('operator.hash'),
          cell: ({ minedHash, attempts }) => (
            <code>{(minedHash ?? attempts.at(-1)?.hash)?.slice(0, 14) ?? '–'}</code>
          ),
        },
      ]}
    />
  )
}
