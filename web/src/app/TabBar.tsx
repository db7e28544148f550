import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from './TabBar.module.css'
import { ToDoCount } from './ToDoCount'
import { useDestinations } from './useDestinations'

/** The places within reach of a thumb. */
export function TabBar() {
  const { t } = useTranslation()
  return (
    <nav className={classes.bar} aria-label={t('app.nav.phone')} data-no-print>
      {useDestinations().map(({ to, label, icon: Icon, count, here }) => (
        <Link
          key={to}
          to={to}
          className={classes.tab}
          data-active={here || undefined}
          activeProps={{ 'data-active': true }}
        >
          <Icon size={22} stroke={1.8} aria-hidden="true" />
          <span className={classes.label}>{label}</span>
          <span className={classes.count}>
            <ToDoCount count={count} />
          </span>
        </Link>
      ))}
    </nav>
  )
}
