import { useTranslation } from 'react-i18next'
import { Page } from '../design/Page'
import { ErrorNotice } from './ErrorNotice'

/** What a screen becomes when it fails in a way it did not foresee. */
export function CrashPage({ error, reset }: { error: unknown; reset: () => void }) {
  const { t } = useTranslation()
  return (
    <Page title={t('app.crash.title')} width="reading">
      <ErrorNotice error={error} onRetry={reset} />
    </Page>
  )
}
