import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLanguageChange } from '../app/useLanguageChange'
import { Panel } from '../design/Panel'
import stack from '../design/Stack.module.css'
import { chooseScheme, useScheme } from '../design/scheme'
import { languages } from '../i18n/language'

/** Colours and language of this browser. */
export function LookPanel() {
  const { t, i18n } = useTranslation()
  const change = useLanguageChange()
  const { chosen } = useScheme()
  return (
    <Panel title={t('settings.look')} labelledBy="look">
      <div className={`${stack.row} ${stack.between}`}>
        <span>{t('settings.scheme')}</span>
        <SegmentedControl
          aria-label={t('settings.scheme')}
          value={chosen}
          onChange={(value) => chooseScheme(value === 'light' || value === 'dark' ? value : 'auto')}
          data={(['auto', 'light', 'dark'] as const).map((value) => ({
            value,
            label: t(`settings.scheme.${value}`),
          }))}
        />
      </div>
      <div className={`${stack.row} ${stack.between}`}>
        <span>{t('settings.language')}</span>
        <SegmentedControl
          aria-label={t('settings.language')}
          value={i18n.language}
          onChange={(value) => void change(value === 'de' ? 'de' : 'en')}
          data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
        />
      </div>
    </Panel>
  )
}
