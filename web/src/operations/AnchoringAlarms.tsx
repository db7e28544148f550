import { useTranslation } from 'react-i18next'
import type { AnchoringOverview } from '../api/shapes'
import { Facts } from '../design/Facts'
import { Panel } from '../design/Panel'

type Props = Pick<AnchoringOverview, 'alarms' | 'foreign'>

/** What a person has to look at: transactions that complain, and roots on the chain that are not ours. */
export function AnchoringAlarms({ alarms, foreign }: Props) {
  const { t } = useTranslation()
  const unknown = foreign.filter((root) => root.acknowledgedAt === null)
  if (alarms.length === 0 && unknown.length === 0) return null
  return (
    <Panel tone="brick" title={t('operator.alarms')} labelledBy="alarms">
      <Facts
        facts={[
          ...alarms.map((alarm) => ({ term: t('operator.alarm.transaction'), detail: alarm })),
          ...unknown.map((root) => ({
            term: t('operator.alarm.foreign', { batch: root.batchId }),
            detail: <code>{root.root}</code>,
          })),
        ]}
      />
      {unknown.length > 0 && <p>{t('operator.alarm.foreign.text')}</p>}
    </Panel>
  )
}
