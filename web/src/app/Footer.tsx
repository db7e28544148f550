import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from './Footer.module.css'

/** What this is, in one line, and where to read more, at the end of every screen. */
export function Footer() {
  const { t } = useTranslation()
  return (
    <footer className={classes.footer} data-no-print>
      <p>{t('app.footer')}</p>
      <nav className={classes.links} aria-label={t('app.footer.links')}>
        <Link to="/about">{t('app.footer.about')}</Link>
        <Link to="/help">{t('help.title')}</Link>
        <Link to="/privacy">{t('privacy.title')}</Link>
        <Link to="/status">{t('status.title')}</Link>
        <a href="/docs">{t('app.footer.api')}</a>
      </nav>
    </footer>
  )
}
