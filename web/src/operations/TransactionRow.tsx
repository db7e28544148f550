import { useTranslation } from 'react-i18next'
import type { Transaction, TransactionState } from '../api/shapes'
import { Pill, type Tone } from '../design/Pill'
import stack from '../design/Stack.module.css'
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

type Props = { item: Transaction; head: number | null }

/** One transaction: state, attempts, what it cost by its receipt, and how deep it lies. */
export function TransactionRow({ item, head }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const last = item.attempts.at(-1)
  const first = item.quests[0]
  const trouble = item.alarm ?? last?.lastError
  const price = item.gasPrice ?? last?.maxFeePerGas
  const gas = item.gasUsed === null ? undefined : format.number(item.gasUsed)
  const gwei =
    price === undefined ? undefined : t('operator.gwei', { amount: format.decimal(gweiOf(price), 3) })
  return (
    <tr>
      <td data-label={t('operator.purpose')}>
        <span title={item.purpose}>
          {first === undefined
            ? t('operator.purpose.anchor', { batch: item.batchId ?? '…' })
            : t('operator.purpose.claim', {
                count: item.quests.length,
                title: first.title ?? t('operator.reward.private'),
                others: format.number(item.quests.length - 1),
              })}
        </span>
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
        {confirmationsOf(item.blockNumber, head, format.number)}
      </td>
      <td data-label={t('operator.hash')}>
        <code>{(item.minedHash ?? last?.hash)?.slice(0, 14) ?? '–'}</code>
      </td>
    </tr>
  )
}
