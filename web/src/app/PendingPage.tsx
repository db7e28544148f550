import { useTranslation } from 'react-i18next'
import classes from '../design/Page.module.css'
import { Skeleton } from '../design/Skeleton'

/** Shown while a screen's code or data is on its way. */
export function PendingPage() {
  const { t } = useTranslation()
  return (
    <div className={classes.page}>
      <Skeleton lines={5} label={t('app.loading')} />
    </div>
  )
}
