import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './ErrorNotice.module.css'
import { useErrorWords } from './useErrorWords'

type Props = { error: unknown; onRetry?: () => void }

/** A failure in the flow of a page: a sentence, a way forward, and the server's code for whoever asks. */
export function ErrorNotice({ error, onRetry }: Props) {
  const { t } = useTranslation()
  const words = useErrorWords()(error)
  return (
    <div className={classes.notice} role="alert">
      <IconAlertTriangle size={24} aria-hidden="true" />
      <div className={classes.text}>
        <strong>{words.title}</strong>
        <p>{words.advice}</p>
        {words.code !== undefined && (
          <p className={classes.code}>
            <code>{words.code}</code>
            {words.traceId !== undefined && <code>{words.traceId}</code>}
          </p>
        )}
        {onRetry !== undefined && (
          <Button variant="default" size="sm" onClick={onRetry}>
            {t('error.retry')}
          </Button>
        )}
      </div>
    </div>
  )
}
