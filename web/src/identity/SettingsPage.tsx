import { Controls } from '../design/Controls'
import '../i18n/enLater'
import { useTranslation } from 'react-i18next'
import { useSession } from '../api/useSession'
import { Page } from '../design/Page'
import { LookPanel } from './LookPanel'
import { PrivacyPanel } from './PrivacyPanel'
import { ProfilePanel } from './ProfilePanel'
import { SessionsPanel } from './SessionsPanel'
import { SignInNotice } from './SignInNotice'

/** Look and language for everybody; profile, devices and data for members. */
export function SettingsPage() {
  const { t } = useTranslation()
  const session = useSession()
  return (
    <Controls>
      <Page title={t('settings.title')} width="reading">
        <LookPanel />
        {session === null ? (
          <SignInNotice reason={t('settings.reason')} />
        ) : (
          <>
            <ProfilePanel address={session.member.address} />
            <SessionsPanel />
            <PrivacyPanel address={session.member.address} />
          </>
        )}
      </Page>
    </Controls>
  )
}
