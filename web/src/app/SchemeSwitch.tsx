import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** Light or dark, one press. "As the system" is in the settings. */
export function SchemeSwitch() {
  const { t } = useTranslation()
  const { setColorScheme } = useMantineColorScheme()
  const dark = useComputedColorScheme('light') === 'dark'
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={40}
      c="var(--cf-ink-soft)"
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
      aria-label={t(dark ? 'app.scheme.to-light' : 'app.scheme.to-dark')}
    >
      {dark ? <IconSun size={21} aria-hidden="true" /> : <IconMoon size={21} aria-hidden="true" />}
    </ActionIcon>
  )
}
