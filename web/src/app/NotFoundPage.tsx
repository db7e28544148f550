import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../design/EmptyState'
import { Page } from '../design/Page'

/** Nothing lives at this address. */
export function NotFoundPage() {
  const { t } = useTranslation()
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
