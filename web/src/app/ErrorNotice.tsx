import { Button } from '@mantine/core'
import { IconAlertTriangle, IconMapQuestion, IconWallet } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../api/ApiProblem'
import { WalletFault } from '../chain/WalletFault'
import classes from './ErrorNotice.module.css'
import { useErrorWords } from './useErrorWords'

type Props = { error: unknown; onRetry?: () => void }

/** A failure in the flow of a page: a sentence, a way forward, and the server's code for whoever asks. */
export function ErrorNotice({ error, onRetry }: Props) {
  const { t } = useTranslation()
  // A wallet's answer and a mistyped link are no failures of anybody, and no alarm.
  const missing = error instanceof ApiProblem && error.status === 404
  const calm = missing || error instanceof WalletFault
  const CalmIcon = missing ? IconMapQuestion : IconWallet
  const words = useErrorWords()(error)
  return (
    <div className={classes.notice} data-calm={calm || undefined} role="alert">
      {calm ? <CalmIcon size={24} aria-hidden="true" /> : <IconAlertTriangle size={24} aria-hidden="true" />}
      <div className={classes.text}>
        <strong>{words.title}</strong>
        <p>{missing ? t('app.not-found.text') : words.advice}</p>
        {missing && (
          <Button variant="default" size="sm" renderRoot={(props) => <Link to="/quests" {...props} />}>
            {t('app.not-found.action')}
          </Button>
        )}
        {!missing && words.code !== undefined && (
          <p className={classes.code}>
            <code>{words.code}</code>
            {words.traceId !== undefined && <code>{words.traceId}</code>}
          </p>
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
