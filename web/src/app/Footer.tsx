import { useTranslation } from 'react-i18next'
import classes from './Footer.module.css'

/** What this is, in one line, at the end of every screen. */
export function Footer() {
  const { t } = useTranslation()
  return (
    <footer className={classes.footer} data-no-print>
      <p>{t('app.footer')}</p>
      <a href="/docs">{t('app.footer.api')}</a>
    </footer>
  )
}
