import { useTranslation } from 'react-i18next'
import classes from '../design/Page.module.css'
import panel from '../design/Panel.module.css'
import { ReadAloud } from '../design/ReadAloud'
import { Skeleton } from '../design/Skeleton'
import stack from '../design/Stack.module.css'

/** Shown while a screen's code or data is on its way. */
export function PendingPage() {
  const { t } = useTranslation()
  return (
    <div className={classes.page}>
      <div className={classes.titles}>
        <ReadAloud as="h1">{t('app.loading')}</ReadAloud>
        <Skeleton lines={2} label={t('app.loading')} />
      </div>
      <div className={stack.split} aria-hidden="true">
        {[6, 4].map((lines) => (
          <div key={lines} className={`${panel.panel} ${classes.ghost}`}>
            <Skeleton lines={lines} label={t('app.loading')} />
          </div>
        ))}
      </div>
    </div>
  )
}
