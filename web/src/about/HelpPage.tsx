import '../i18n/enLater'
import { useTranslation } from 'react-i18next'
import { Page } from '../design/Page'
import { Section } from './Section'

/** Short answers to what people ask first. */
export function HelpPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('help.title')} lead={t('help.lead')} width="reading">
      <Section title={t('help.wallet.title')} text={t('help.wallet')} />
      <Section title={t('help.points.title')} text={t('help.points')} />
      <Section title={t('help.lost.title')} text={t('help.lost')} />
      <Section title={t('help.offline.title')} text={t('help.offline')} />
      <Section title={t('help.wrong.title')} text={t('help.wrong')} />
    </Page>
  )
}
