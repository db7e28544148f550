import { useTranslation } from 'react-i18next'
import type { Incident } from '../api/shapes'
import { Panel } from '../design/Panel'
import { Pill } from '../design/Pill'
import stack from '../design/Stack.module.css'
import { useFormat } from '../i18n/useFormat'
import classes from './IncidentList.module.css'

/** What operators told of troubles, newest first, in their own words. */
export function IncidentList({ incidents }: { incidents: Incident[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Panel title={t('status.incidents')} labelledBy="incidents">
      {incidents.length === 0 && <p>{t('status.incidents.none')}</p>}
      {incidents.map((incident) => (
        <article key={incident.id} className={classes.incident} aria-labelledby={`incident-${incident.id}`}>
          <div className={stack.row}>
            <h3 id={`incident-${incident.id}`} dir="auto">
              {incident.title}
            </h3>
            <Pill tone={incident.state === 'resolved' ? 'spruce' : 'amber'}>
              {t(`status.incident.${incident.state}`)}
            </Pill>
          </div>
          <ol className={classes.updates}>
            {incident.updates.map((update) => (
              <li key={update.writtenAt}>
                <p className={classes.when}>
                  <time dateTime={update.writtenAt}>{format.moment(update.writtenAt)}</time>
                  {' · '}
                  {t(`status.incident.${update.state}`)}
                </p>
                <p className={classes.text} dir="auto">
                  {update.text}
                </p>
              </li>
            ))}
          </ol>
        </article>
      ))}
    </Panel>
  )
}
