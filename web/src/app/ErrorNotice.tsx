import { IconAlertTriangle, IconMapQuestion, IconWallet } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../api/ApiProblem'
import { WalletFault } from '../chain/WalletFault'
import { Button } from '../design/Button'
import classes from './ErrorNotice.module.css'
import { useErrorWords } from './useErrorWords'

type Props = { error: unknown; onRetry?: () => void }

/**
 * A failure in the flow of a page: a sentence, a way forward, and folded, the server's code for whoever helps.
 * @param onRetry reads again; whoever only read is not told that nothing was changed
 */
export function ErrorNotice({ error, onRetry }: Props) {
  const { t } = useTranslation()
  // A wallet's answer and a mistyped link are not failures of anybody, and no alarm.
  const missing = error instanceof ApiProblem && error.status === 404
  const calm = missing || error instanceof WalletFault
  const CalmIcon = missing ? IconMapQuestion : IconWallet
  const words = useErrorWords()(error)
  const idle = onRetry !== undefined && words.advice === t('error.refused.advice')
  const advice = missing ? t('app.not-found.text') : idle ? undefined : words.advice
  return (
    <div className={classes.notice} data-calm={calm || undefined} role="alert">
      {calm ? <CalmIcon size={24} aria-hidden="true" /> : <IconAlertTriangle size={24} aria-hidden="true" />}
      <div className={classes.text}>
        <strong>{words.title}</strong>
        {advice !== undefined && <p>{advice}</p>}
        {missing && (
          <Button variant="default" size="sm" renderRoot={(props) => <Link to="/quests" {...props} />}>
            {t('app.not-found.action')}
          </Button>
        )}
        {!missing && words.code !== undefined && (
          <details>
            <summary className={classes.details}>{t('error.details')}</summary>
            <p className={classes.code}>
              <code>{words.code}</code>
              {words.traceId !== undefined && <code>{words.traceId}</code>}
            </p>
          </details>
        )}
        {!missing && onRetry !== undefined && (
          <Button variant="default" size="sm" onClick={onRetry}>
            {t('error.retry')}
          </Button>
        )}
      </div>
    </div>
  )
}
