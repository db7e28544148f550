import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import type { TransactionState } from '../api/shapes'
import { unwrap } from '../api/unwrap'
import { useSession } from '../api/useSession'
import { ErrorNotice } from '../app/ErrorNotice'
import { usePollInterval } from '../app/usePollInterval'
import { EmptyState } from '../design/EmptyState'
import { Pill, type Tone } from '../design/Pill'
import { Skeleton } from '../design/Skeleton'
import table from '../design/Table.module.css'
import { useFormat } from '../i18n/useFormat'
import { gweiOf } from './gweiOf'
import { OperatorFrame } from './OperatorFrame'

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

/** Every transaction the service ever sent, with its attempts, price and depth. */
export function TransactionsPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const signedIn = useSession() !== null
  const transactions = useInfiniteQuery({
    queryKey: ['operator', 'transactions'],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        client.GET('/api/v1/operator/transactions', {
          params: { query: { cursor: pageParam, limit: 30 } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled: signedIn,
    refetchInterval: usePollInterval(),
  })
  const items = transactions.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <OperatorFrame title={t('operator.transactions')}>
      {transactions.isPending && <Skeleton lines={6} label={t('app.loading')} />}
      {transactions.isError && (
        <ErrorNotice error={transactions.error} onRetry={() => void transactions.refetch()} />
      )}
      {transactions.isSuccess && items.length === 0 && <EmptyState title={t('operator.transactions.none')} />}
      {items.length > 0 && (
        <table className={table.table}>
          <thead>
            <tr>
              <th>{t('operator.purpose')}</th>
              <th>{t('operator.state')}</th>
              <th>{t('operator.nonce')}</th>
              <th>{t('operator.attempts')}</th>
              <th>{t('operator.gas')}</th>
              <th>{t('operator.confirmations')}</th>
              <th>{t('operator.hash')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.id}>
                <td data-label={t('operator.purpose')}>{item.purpose}</td>
                <td data-label={t('operator.state')}>
                  <Pill tone={tones[item.state]}>{t(`operator.state.${item.state}`)}</Pill>
                </td>
                <td data-label={t('operator.nonce')}>{item.nonce ?? '–'}</td>
                <td data-label={t('operator.attempts')}>{item.attempts.length}</td>
                <td data-label={t('operator.gas')}>
                  {item.gasUsed === null
                    ? '–'
                    : `${format.number(item.gasUsed)}${item.effectiveGasPrice === null ? '' : ` · ${t('operator.gwei', { amount: format.decimal(gweiOf(item.effectiveGasPrice), 3) })}`}`}
                </td>
                <td data-label={t('operator.confirmations')}>
                  {item.confirmations === null ? '–' : format.number(item.confirmations)}
                </td>
                <td data-label={t('operator.hash')}>
                  <code>{item.attempts.at(-1)?.hash.slice(0, 14) ?? '–'}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {transactions.hasNextPage && (
        <Button
          variant="default"
          loading={transactions.isFetchingNextPage}
          onClick={() => void transactions.fetchNextPage()}
        >
          {t('app.more')}
        </Button>
      )}
    </OperatorFrame>
  )
}
