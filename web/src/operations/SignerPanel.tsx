import { useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { wellKnownQuery } from '../api/wellKnownQuery'
import { Figure } from '../design/Figure'
import { Figures } from '../design/Figures'
import { Panel } from '../design/Panel'
import { useFormat } from '../i18n/useFormat'
import { askNode } from './askNode'
import { ethOf } from './ethOf'
import { receiptQuery } from './receiptQuery'
import { runwayDays } from './runwayDays'
import { transactionsQuery } from './transactionsQuery'

/** What the keys can still pay, by the chain itself, and for how long at the pace of their last transactions. */
export function SignerPanel() {
  const { t } = useTranslation()
  const format = useFormat()
  const rpc = useQuery(wellKnownQuery).data?.chain.rpcHint ?? undefined
  const items = useInfiniteQuery(transactionsQuery).data?.pages[0]?.items ?? []
  const signers = [...new Map(items.map((item) => [item.sender, item.kind])).entries()]
  const mined = items.filter((item) => item.minedHash !== null)
  const receipts = useQueries({ queries: mined.map((item) => receiptQuery(rpc, item.minedHash)) })
  const balances = useQueries({
    queries: signers.map(([address]) => ({
      queryKey: ['operator', 'balance', rpc, address],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        askNode<string>(rpc ?? '', 'eth_getBalance', [address, 'latest'], signal),
      enabled: rpc !== undefined,
      refetchInterval: 15_000,
    })),
  })
  if (signers.length === 0) return null
  return (
    <Panel title={t('operator.signers')} labelledBy="signers">
      <Figures>
        {signers.map(([address, kind], index) => {
          const balance = balances[index]?.data
          const spendings = mined.flatMap((item, place) => {
            const receipt = receipts[place]?.data
            if (item.sender !== address || receipt == null) return []
            return [{ at: Date.parse(item.plannedAt) / 1000, wei: receipt.gasUsed * receipt.gasPrice }]
          })
          const days = balance === undefined ? undefined : runwayDays(BigInt(balance), spendings)
          return (
            <Figure
              key={address}
              label={t(`operator.signer.${kind}`)}
              value={
                balance === undefined ? '–' : t('operator.eth', { amount: format.decimal(ethOf(balance), 4) })
              }
              note={
                days === undefined
                  ? t('operator.runway.unknown')
                  : t('operator.runway', { days: format.decimal(days, 0) })
              }
            />
          )
        })}
      </Figures>
    </Panel>
  )
}
