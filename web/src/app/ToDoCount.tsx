import { useTranslation } from 'react-i18next'
import { ReadAloud } from '../design/ReadAloud'
import classes from './ToDoCount.module.css'

/** How many things wait for the member, beside the way to them. */
export function ToDoCount({ count }: { count: number | undefined }) {
  const { t } = useTranslation()
  if (count === undefined || count === 0) return null
  return (
    <>
      <span className={classes.count} aria-hidden="true">
        {count}
      </span>
      <ReadAloud>{t('app.nav.to-dos', { count })}</ReadAloud>
    </>
  )
}
