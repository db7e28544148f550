import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Transaction, TransactionState } from '../api/shapes'
import { Pill, type Tone } from '../design/Pill'
import stack from '../design/Stack.module.css'
import { useFormat } from '../i18n/useFormat'
import { gweiOf } from './gweiOf'
import { receiptQuery } from './receiptQuery'

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

type Props = { item: Transaction; head: number | null; rpc: string | undefined }

/** One transaction: state, attempts, what it cost by its receipt, and how deep it lies. */
export function TransactionRow({ item, head, rpc }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const receipt = useQuery(receiptQuery(rpc, item.minedHash)).data
  const last = item.attempts.at(-1)
  const trouble = item.alarm ?? last?.lastError
  const price = receipt === null || receipt === undefined ? last?.maxFeePerGas : receipt.gasPrice.toString()
  const gas = receipt == null ? undefined : format.number(receipt.gasUsed)
  const gwei =
    price === undefined ? undefined : t('operator.gwei', { amount: format.decimal(gweiOf(price), 3) })
  return (
    <tr>
      <td data-label={t('operator.purpose')}>
        {item.purpose}
        {trouble != null && <div className={`${stack.soft} ${stack.small}`}>{trouble}</div>}
      </td>
      <td data-label={t('operator.state')}>
        <Pill tone={tones[item.state]}>{t(`operator.state.${item.state}`)}</Pill>
      </td>
      <td data-label={t('operator.nonce')}>{item.nonce}</td>
      <td data-label={t('operator.attempts')}>{item.attempts.length}</td>
      <td data-label={t('operator.gas')}>
        {[gas, gwei].filter((part) => part !== undefined).join(' · ') || '–'}
      </td>
      <td data-label={t('operator.confirmations')}>
        {item.blockNumber === null || head === null
          ? '–'
          : format.number(Math.max(0, head - item.blockNumber + 1))}
      </td>
      <td data-label={t('operator.hash')}>
        <code>{(item.minedHash ?? last?.hash)?.slice(0, 14) ?? '–'}</code>
      </td>
    </tr>
  )
}
