import { IconCloudOff, IconFlask, IconLogout, IconPlugConnectedX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiUnreachable } from '../api/ApiUnreachable'
import { healthQuery } from '../api/healthQuery'
import { sessionStore } from '../api/sessionStore'
import { useSession } from '../api/useSession'
import { wellKnownQuery } from '../api/wellKnownQuery'
import { developmentChain } from '../chain/developmentChain'
import { Boundary } from '../design/Boundary'
import { useSignIn } from '../identity/useSignIn'
import { BannerLine } from './BannerLine'
import { lazyPart } from './lazyPart'
import { MaintenanceBanner } from './MaintenanceBanner'
import classes from './StatusBanner.module.css'
import { useOnline } from './useOnline'

// Wallet code, and only for members.
const AccountNotice = lazyPart(() => import('../chain/AccountNotice'), 'AccountNotice')

/** A line over every screen for each thing that is not as usual, with what still works. */
export function StatusBanner() {
  const { t } = useTranslation()
  const online = useOnline()
  const health = useQuery(healthQuery)
  const openSignIn = useSignIn()
  const address = useSession()?.member.address
  const sandbox = useQuery({ ...wellKnownQuery, retry: false }).data?.chain.id === developmentChain
  const ended = useSyncExternalStore(sessionStore.subscribe, sessionStore.hasEnded)
  const offline = !online || health.error instanceof ApiUnreachable
  return (
    <>
      {sandbox && (
        <aside className={classes.sandbox} data-no-print aria-label={t('app.sandbox')}>
          <IconFlask size={16} aria-hidden="true" />
          <p>{t('app.sandbox')}</p>
        </aside>
      )}
      {offline && <BannerLine icon={IconCloudOff} text={t('app.offline')} />}
      {!offline && health.data?.status === 'degraded' && (
        <BannerLine icon={IconPlugConnectedX} text={t('app.chain-down')} />
      )}
      <MaintenanceBanner
        announced={health.data?.checks.some((check) => check.name === 'maintenance' && check.reason !== null)}
      />
      {ended && (
        <BannerLine
          icon={IconLogout}
          text={t('app.session-ended')}
          action={t('sign-in.action')}
          onAction={() => openSignIn()}
        />
      )}
      {address !== undefined && (
        <Boundary instead={() => null}>
          <Suspense>
            <AccountNotice address={address} />
          </Suspense>
        </Boundary>
      )}
    </>
  )
}
