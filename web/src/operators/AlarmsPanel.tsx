import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import type { AnchoringOverview } from '../api/shapes'
import { unwrap } from '../api/unwrap'
import { ErrorNotice } from '../app/ErrorNotice'
import { Button } from '../design/Button'
import { Panel } from '../design/Panel'
import { useFormat } from '../i18n/useFormat'
import classes from './AlarmsPanel.module.css'
import { alarmsQuery } from './alarmsQuery'
import { alarmWords, isKnownAlarm } from './alarmWords'
import { operatorPoll } from './operatorPoll'

/** What a person has to look at, one line for as long as it lasts; nothing when all is well. */
export function AlarmsPanel({ foreign }: Pick<AnchoringOverview, 'foreign'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const queryClient = useQueryClient()
  const alarms = useQuery({ ...alarmsQuery, refetchInterval: operatorPoll })
  const seen = useMutation({
    mutationFn: (id: number) =>
      unwrap(
        client.POST('/api/v1/operator/alarms/{id}/acknowledge', {
          params: { path: { id: String(id) } },
          body: {},
        }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['operator'] }),
  })
  const open = alarms.data?.items.filter((alarm) => alarm.acknowledgedAt === null) ?? []
  const unknown = foreign.filter((root) => root.acknowledgedAt === null)
  if (alarms.isError) return <ErrorNotice error={alarms.error} onRetry={() => void alarms.refetch()} />
  if (open.length === 0 && unknown.length === 0) return null
  return (
    <Panel tone="brick" title={t('operator.alarms')} labelledBy="alarms">
      {seen.isError && <ErrorNotice error={seen.error} />}
      <ul className={classes.alarms}>
        {open.map((alarm) => (
          <li key={alarm.id} className={classes.alarm}>
            <strong>
              {isKnownAlarm(alarm.kind) ? t(alarmWords[alarm.kind]) : alarm.kind}
              {alarm.subject !== '' && ` · ${alarm.subject}`}
            </strong>
            <p>{alarm.detail}</p>
            <span className={classes.seen}>
              {t('operator.alarm.seen', {
                since: format.ago(alarm.firstSeenAt),
                times: format.number(alarm.count),
              })}
            </span>
            <Button
              className={classes.action}
              variant="default"
              size="compact-md"
              loading={seen.isPending && seen.variables === alarm.id}
              onClick={() => seen.mutate(alarm.id)}
            >
              {t('operator.alarm.acknowledge')}
            </Button>
          </li>
        ))}
      </ul>
      {unknown.length > 0 && <p>{t('operator.alarm.foreign.text')}</p>}
    </Panel>
  )
}
