import { IconCloudOff, IconPlugConnectedX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ApiUnreachable } from '../api/ApiUnreachable'
import { healthQuery } from '../api/healthQuery'
import classes from './StatusBanner.module.css'
import { useOnline } from './useOnline'

/** One line over every screen when something around the app is down, with what still works. */
export function StatusBanner() {
  const { t } = useTranslation()
  const online = useOnline()
  const health = useQuery(healthQuery)
  const offline = !online || health.error instanceof ApiUnreachable
  const text = offline
    ? t('app.offline')
    : health.data?.status === 'degraded'
      ? t('app.chain-down')
      : undefined
  if (text === undefined) return null
  return (
    <div className={classes.banner} role="status" data-no-print>
      {offline ? (
        <IconCloudOff size={20} aria-hidden="true" />
      ) : (
        <IconPlugConnectedX size={20} aria-hidden="true" />
      )}
      <p>{text}</p>
    </div>
  )
}
