import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Button } from '../design/Button'
import { EmptyState } from '../design/EmptyState'
import { Page } from '../design/Page'
import { useOnline } from './useOnline'

/** Nothing lives at this address; or, without a connection, nobody can tell. */
export function NotFoundPage() {
  const { t } = useTranslation()
  const online = useOnline()
  if (!online) {
    return (
      <Page title={t('app.offline.title')} width="reading">
        <EmptyState
          title={t('app.offline.title')}
          action={
            <Button renderRoot={(props) => <Link to="/verify" {...props} />}>
              {t('app.offline.verify')}
            </Button>
          }
        >
          {t('app.offline.text')}
        </EmptyState>
      </Page>
    )
  }
  return (
    <Page title={t('app.not-found.title')} width="reading">
      <EmptyState
        title={t('app.not-found.heading')}
        action={
          <Button renderRoot={(props) => <Link to="/quests" {...props} />}>
            {t('app.not-found.action')}
          </Button>
        }
      >
        {t('app.not-found.text')}
      </EmptyState>
    </Page>
  )
}
