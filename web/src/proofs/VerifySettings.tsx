import { Checkbox, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './VerifySettings.module.css'

export type TrustSettings = { rpcUrl: string; registry: string; finality: string; offline: boolean }

type Props = {
  settings: TrustSettings
  onChange: (settings: TrustSettings) => void
  hint: string | undefined
}

/** Whom to believe: the reader's own node and the deployment they trust. */
export function VerifySettings({ settings, onChange, hint }: Props) {
  const { t } = useTranslation()
  return (
    <details className={classes.details}>
      <summary>{t('verify.settings')}</summary>
      <div className={classes.fields}>
        <TextInput
          size="md"
          type="url"
          label={t('verify.settings.rpc')}
          description={t('verify.settings.rpc.hint')}
          placeholder={hint ?? 'https://…'}
          value={settings.rpcUrl}
          onChange={(event) => onChange({ ...settings, rpcUrl: event.currentTarget.value })}
        />
        <TextInput
          size="md"
          label={t('verify.settings.registry')}
          description={t('verify.settings.registry.hint')}
          placeholder="31337:0x…"
          value={settings.registry}
          onChange={(event) => onChange({ ...settings, registry: event.currentTarget.value })}
        />
        <TextInput
          size="md"
          inputMode="numeric"
          label={t('verify.settings.finality')}
          description={t('verify.settings.finality.hint')}
          placeholder="finalized"
          value={settings.finality}
          onChange={(event) => onChange({ ...settings, finality: event.currentTarget.value })}
        />
        <Checkbox
          size="md"
          label={t('verify.settings.offline')}
          checked={settings.offline}
          onChange={(event) => onChange({ ...settings, offline: event.currentTarget.checked })}
        />
      </div>
    </details>
  )
}
