import { IconBarrierBlock } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { heldWrites } from '../api/heldWrites'
import { statusQuery } from '../api/statusQuery'
import { isolated } from '../i18n/isolated'
import { useFormat } from '../i18n/useFormat'
import { BannerLine } from './BannerLine'

/**
 * What an operator switched off, why and until when, for as long as it lasts; then the screen is read anew.
 * @param announced whether the service said so; what it refuses says so too
 */
export function MaintenanceBanner({ announced = false }: { announced: boolean | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const queryClient = useQueryClient()
  const held = useSyncExternalStore(heldWrites.subscribe, heldWrites.count)
  const enabled = announced || held > 0
  const status = useQuery({ ...statusQuery, enabled, refetchInterval: 10_000 })
  const notice = (enabled && status.data?.maintenance) || null
  const lasts = notice !== null
  useEffect(() => {
    if (!lasts) return
    return () => void queryClient.invalidateQueries()
  }, [lasts, queryClient])
  if (notice === null) return null
  const lines = [
    t(notice.mode === 'on' ? 'app.maintenance.on' : 'app.maintenance.read-only'),
    t('app.maintenance.reason', { reason: isolated(notice.reason) }),
    notice.until === null ? '' : t('app.maintenance.until', { time: format.plan(notice.until) }),
    held === 0 ? '' : t('app.maintenance.held', { count: held }),
  ]
  return <BannerLine icon={IconBarrierBlock} text={lines.filter((line) => line !== '').join(' ')} />
}
