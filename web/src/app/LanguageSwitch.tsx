import { useTranslation } from 'react-i18next'
import { PlainButton } from '../design/PlainButton'
import { languages } from '../i18n/language'
import classes from './LanguageSwitch.module.css'
import { useLanguageChange } from './useLanguageChange'

/** Offers the other language under its own name. */
export function LanguageSwitch() {
  const { i18n } = useTranslation()
  const change = useLanguageChange()
  const other = i18n.language === 'de' ? 'en' : 'de'
  return (
    <PlainButton
      className={classes.switch}
      lang={other}
      aria-label={`${other.toUpperCase()}, ${languages[other]}`}
      onClick={() => void change(other)}
    >
      {other.toUpperCase()}
    </PlainButton>
  )
}
