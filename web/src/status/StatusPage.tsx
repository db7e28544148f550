import '../i18n/enLater'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { statusQuery } from '../api/statusQuery'
import { useOnline } from '../app/useOnline'
import { Page } from '../design/Page'
import { Panel } from '../design/Panel'
import { Skeleton } from '../design/Skeleton'
import stack from '../design/Stack.module.css'
import { useFormat } from '../i18n/useFormat'
import { IncidentList } from './IncidentList'
import { StatusFacts } from './StatusFacts'
import { type Verdict, verdictOf } from './verdictOf'

const tones = {
  well: 'spruce',
  late: 'amber',
  maintained: 'amber',
  troubled: 'amber',
  silent: 'brick',
} as const

/** How the service is, for everybody, also when it does not answer: then the page says that, and from when its figures are. */
export function StatusPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const online = useOnline()
  const status = useQuery({ ...statusQuery, refetchInterval: 20_000 })
  const { data } = status
  if (status.isPending && online) {
    return (
      <Page title={t('status.title')} width="reading">
        <Skeleton lines={6} label={t('app.loading')} />
      </Page>
    )
  }
  const verdict: Verdict = !online || status.isError ? 'silent' : verdictOf(data)
  return (
    <Page title={t('status.title')} lead={t('status.lead')} width="reading">
      <Panel tone={tones[verdict]} title={t(`status.${verdict}.title`)} labelledBy="verdict">
        <p>{t(online ? `status.${verdict}` : 'status.offline')}</p>
        {data !== undefined && (
          <p className={stack.small}>
            {t(verdict === 'silent' ? 'status.last' : 'status.as-of', { time: format.moment(data.asOf) })}
          </p>
        )}
      </Panel>
      {data !== undefined && (
        <>
          <Panel title={t('status.parts')} labelledBy="parts">
            <StatusFacts status={data} silent={verdict === 'silent'} />
          </Panel>
          <IncidentList incidents={data.incidents} />
        </>
      )}
    </Page>
  )
}
