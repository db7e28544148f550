import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Wordmark } from '../design/Wordmark'
import { AccountMenu } from '../identity/AccountMenu'
import { Bell } from './Bell'
import classes from './Header.module.css'
import { LanguageSwitch } from './LanguageSwitch'
import { SchemeSwitch } from './SchemeSwitch'
import { ToDoCount } from './ToDoCount'
import { useDestinations } from './useDestinations'

/** Name mark, places, and who is here. */
export function Header() {
  const { t } = useTranslation()
  const destinations = useDestinations()
  return (
    <header className={classes.header} data-no-print>
      <div className={classes.inner}>
        <Link to="/" className={classes.home} aria-label={t('app.home')}>
          <Wordmark />
        </Link>
        <nav className={classes.nav} aria-label={t('app.nav')}>
          {destinations.map(({ to, label, count, here }) => (
            <Link
              key={to}
              to={to}
              className={classes.link}
              data-active={here || undefined}
              activeProps={{ 'data-active': true }}
            >
              {label}
              <ToDoCount count={count} />
            </Link>
          ))}
        </nav>
        <div className={classes.tools}>
          <LanguageSwitch />
          <SchemeSwitch />
          <Bell />
          <AccountMenu />
        </div>
      </div>
    </header>
  )
}
