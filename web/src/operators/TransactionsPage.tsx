import '../i18n/enLater'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSession } from '../api/useSession'
import { ErrorNotice } from '../app/ErrorNotice'
import { Button } from '../design/Button'
import { EmptyState } from '../design/EmptyState'
import { Skeleton } from '../design/Skeleton'
import { indexerQuery } from './indexerQuery'
import { OperatorFrame } from './OperatorFrame'
import { operatorPoll } from './operatorPoll'
import { TransactionTable } from './TransactionTable'
import { transactionsQuery } from './transactionsQuery'

/** Every transaction the service ever sent, with its attempts, price and depth. */
export function TransactionsPage() {
  const { t } = useTranslation()
  const signedIn = useSession() !== null
  const live = { enabled: signedIn, refetchInterval: operatorPoll }
  const transactions = useInfiniteQuery({ ...transactionsQuery, ...live })
  const head = useQuery({ ...indexerQuery, ...live }).data?.headNumber ?? null
  const items = transactions.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <OperatorFrame title={t('operator.transactions')}>
      {signedIn && transactions.isPending && <Skeleton lines={6} label={t('app.loading')} />}
      {transactions.isError && (
        <ErrorNotice error={transactions.error} onRetry={() => void transactions.refetch()} />
      )}
      {transactions.isSuccess && items.length === 0 && <EmptyState title={t('operator.transactions.none')} />}
      {items.length > 0 && <TransactionTable transactions={items} head={head} />}
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
