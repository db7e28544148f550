import { IconMoon, IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { PlainButton } from '../design/PlainButton'
import { chooseScheme, useScheme } from '../design/scheme'
import classes from './SchemeSwitch.module.css'

/** Light or dark, one press. "As the system" is in the settings. */
export function SchemeSwitch() {
  const { t } = useTranslation()
  const dark = useScheme().shown === 'dark'
  return (
    <PlainButton
      className={classes.switch}
      onClick={() => chooseScheme(dark ? 'light' : 'dark')}
      aria-label={t(dark ? 'app.scheme.to-light' : 'app.scheme.to-dark')}
    >
      {dark ? <IconSun size={21} aria-hidden="true" /> : <IconMoon size={21} aria-hidden="true" />}
    </PlainButton>
  )
}
