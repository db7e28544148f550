import '../i18n/enLater'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { wellKnownQuery } from '../api/wellKnownQuery'
import { developmentChain } from '../chain/developmentChain'
import { Page } from '../design/Page'
import { Panel } from '../design/Panel'
import stack from '../design/Stack.module.css'
import { Section } from './Section'

/** What this is, what it is not, and where it keeps its proofs. */
export function AboutPage() {
  const { t } = useTranslation()
  const wellKnown = useQuery(wellKnownQuery).data
  return (
    <Page title={t('about.title')} lead={t('about.lead')} width="reading">
      <Section title={t('about.what.title')} text={t('about.what')} />
      <Section title={t('about.not.title')} text={t('about.not')} />
      <Section title={t('about.who.title')} text={t('about.who', { host: window.location.host })} />
      {wellKnown !== undefined && (
        <Panel title={t('about.chain.title')} labelledBy="about.chain">
          <p style={{ overflowWrap: 'anywhere' }}>
            {t('about.chain', {
              name: wellKnown.chain.name,
              id: wellKnown.chain.id,
              registry: wellKnown.domain.verifyingContract,
            })}
          </p>
          {wellKnown.chain.id === developmentChain && <p>{t('about.chain.sandbox')}</p>}
        </Panel>
      )}
      <nav className={stack.row} aria-label={t('about.more')}>
        <Link to="/help">{t('help.title')}</Link>
        <Link to="/privacy">{t('privacy.title')}</Link>
        <a href="/docs">{t('about.source')}</a>
      </nav>
    </Page>
  )
}
