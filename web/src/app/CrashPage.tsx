import { Link, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Button } from '../design/Button'
import { Page } from '../design/Page'
import stack from '../design/Stack.module.css'
import { ErrorNotice } from './ErrorNotice'
import { PartMissing } from './PartMissing'

/** What a screen becomes when it fails in a way it did not foresee: the frame stays, with two ways on. */
export function CrashPage({ error, reset }: { error: unknown; reset: () => void }) {
  const { t } = useTranslation()
  const router = useRouter()
  const again = () => {
    if (error instanceof PartMissing) error.retry()
    void router.invalidate().finally(reset)
  }
  return (
    <Page title={t(error instanceof PartMissing ? 'error.part.title' : 'app.crash.title')} width="reading">
      <div className={stack.column}>
        <ErrorNotice error={error} onRetry={again} />
        <Button
          variant="subtle"
          style={{ alignSelf: 'flex-start' }}
          renderRoot={(props) => <Link to="/" {...props} />}
        >
          {t('app.crash.home')}
        </Button>
      </div>
    </Page>
  )
}
