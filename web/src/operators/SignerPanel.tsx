import { useTranslation } from 'react-i18next'
import type { AnchoringOverview, Transaction } from '../api/shapes'
import { Figure } from '../design/Figure'
import { Figures } from '../design/Figures'
import { Panel } from '../design/Panel'
import { useFormat } from '../i18n/useFormat'
import { ethOf } from './ethOf'
import { runwayDays } from './runwayDays'

// Fewer digits the more there is: what is nearly empty has to be seen exactly.
const digitsOf = (eth: number) => (eth < 1 ? 4 : eth < 1000 ? 2 : 0)

type Props = Pick<AnchoringOverview, 'signers'> & { transactions: Transaction[] }

/** What the keys can still pay, by the chain itself, and for how long at the pace of their last transactions. */
export function SignerPanel({ signers, transactions }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  if (signers.length === 0) return null
  const spendingsOf = (address: string) =>
    transactions.flatMap(({ sender, gasUsed, gasPrice, plannedAt }) =>
      sender === address && gasUsed !== null && gasPrice !== null
        ? [{ at: Date.parse(plannedAt) / 1000, wei: BigInt(gasUsed) * BigInt(gasPrice) }]
        : [],
    )
  return (
    <Panel title={t('operator.signers')} labelledBy="signers">
      <Figures>
        {signers.map(({ address, kind, balance }) => {
          const days = balance === null ? undefined : runwayDays(BigInt(balance), spendingsOf(address))
          const silent = balance === null
          return (
            <Figure
              key={address}
              label={t(`operator.signer.${kind}`)}
              value={
                silent
                  ? '–'
                  : t('operator.eth', { amount: format.decimal(ethOf(balance), digitsOf(ethOf(balance))) })
              }
              note={
                silent
                  ? t('operator.balance.unknown')
                  : days === undefined
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
