import '../i18n/enLater'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page } from '../design/Page'
import { Section } from './Section'

/** What is kept, where, and how it goes away. */
export function PrivacyPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('privacy.title')} lead={t('privacy.lead')} width="reading">
      <Section title={t('privacy.service.title')} text={t('privacy.service')} />
      <Section title={t('privacy.chain.title')} text={t('privacy.chain')} />
      <Section title={t('privacy.device.title')} text={t('privacy.device')} />
      <Section title={t('privacy.photos.title')} text={t('privacy.photos')} />
      <Section title={t('privacy.erase.title')} text={t('privacy.erase')} />
      <p>
        <Link to="/settings">{t('privacy.erase.link')}</Link>
      </p>
    </Page>
  )
}
