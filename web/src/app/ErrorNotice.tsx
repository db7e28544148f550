import { Button } from '@mantine/core'
import { IconAlertTriangle, IconWallet } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { WalletFault } from '../chain/WalletFault'
import classes from './ErrorNotice.module.css'
import { useErrorWords } from './useErrorWords'

type Props = { error: unknown; onRetry?: () => void }

/** A failure in the flow of a page: a sentence, a way forward, and the server's code for whoever asks. */
export function ErrorNotice({ error, onRetry }: Props) {
  const { t } = useTranslation()
  // What a wallet does is the member's own decision or the wallet's state: no failure of theirs, and no alarm.
  const calm = error instanceof WalletFault
  const words = useErrorWords()(error)
  return (
    <div className={classes.notice} data-calm={calm || undefined} role="alert">
      {calm ? (
        <IconWallet size={24} aria-hidden="true" />
      ) : (
        <IconAlertTriangle size={24} aria-hidden="true" />
      )}
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
