import '../i18n/enLater'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '../api/useSession'
import { ErrorNotice } from '../app/ErrorNotice'
import { PendingPage } from '../app/PendingPage'
import { Figure } from '../design/Figure'
import { Figures } from '../design/Figures'
import { Page } from '../design/Page'
import { Panel } from '../design/Panel'
import { Prose } from '../design/Prose'
import stack from '../design/Stack.module.css'
import { useFormat } from '../i18n/useFormat'
import { sameAddress } from '../quests/sameAddress'
import { Avatar } from './Avatar'
import { LedgerPanel } from './LedgerPanel'
import { MemberQuests } from './MemberQuests'
import { memberQuery } from './memberQuery'
import { PointsHelp } from './PointsHelp'
import { shortAddress } from './shortAddress'

const route = getRouteApi('/members/$address')

/** A member's public record: points, what they did and posted, and every entry of the ledger. */
export function MemberPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const { address } = route.useParams()
  const session = useSession()
  const member = useQuery(memberQuery(address))
  if (member.isPending) return <PendingPage />
  if (member.isError) {
    return (
      <Page title={t('app.not-found.title')} width="reading">
        <ErrorNotice error={member.error} onRetry={() => void member.refetch()} />
      </Page>
    )
  }
  const profile = member.data
  return (
    <Page
      title={profile.displayName ?? shortAddress(profile.address)}
      lead={<code>{profile.address}</code>}
      mark={<Avatar address={profile.address} name={profile.displayName} size={72} />}
    >
      <Panel title={t('member.record')} labelledBy="record" aside={<PointsHelp />}>
        {profile.bio !== null && profile.bio !== '' && <Prose text={profile.bio} />}
        <Figures>
          <Figure label={t('member.xp')} value={format.number(profile.xp)} note={t('member.xp.note')} />
          <Figure
            label={t('member.reputation')}
            value={format.number(profile.reputation)}
            note={t('member.reputation.note')}
          />
          <Figure label={t('member.since')} value={format.day(profile.createdAt)} />
        </Figures>
      </Panel>
      <div className={stack.split}>
        <div className={stack.column}>
          <h2>{t('member.quests')}</h2>
          <MemberQuests address={profile.address} />
        </div>
        <LedgerPanel address={profile.address} mine={sameAddress(profile.address, session?.member.address)} />
      </div>
    </Page>
  )
}
