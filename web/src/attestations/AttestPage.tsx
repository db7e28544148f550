import '../i18n/enLater'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '../api/shapes'
import { useSession } from '../api/useSession'
import { ErrorNotice } from '../app/ErrorNotice'
import { PendingPage } from '../app/PendingPage'
import { Button } from '../design/Button'
import { Crumb } from '../design/Crumb'
import { EmptyState } from '../design/EmptyState'
import { Page } from '../design/Page'
import { SignInNotice } from '../identity/SignInNotice'
import { sameAddress } from '../quests/sameAddress'
import { signedRoles } from '../quests/signedRoles'
import { useQuest } from '../quests/useQuest'
import { useTitle } from '../quests/useTitle'
import { Review } from './Review'
import { SignedPanel } from './SignedPanel'

const route = getRouteApi('/quests/$questId/attest')

/** Reviewing a submission and signing it; afterwards the receipt and, live, the other signature. */
export function AttestPage() {
  const { t } = useTranslation()
  const titleOf = useTitle()
  const { questId } = route.useParams()
  const session = useSession()
  const quest = useQuest(questId)
  // Who came here to sign is taken to the top once that is done; who comes back later reads where they like.
  const reviewing = useRef(false)
  const link = { to: '/quests/$questId', params: { questId } } as const
  const page = {
    title: t('attest.title'),
    crumb: <Crumb {...link}>{quest.data === undefined ? t('quest.crumb.one') : titleOf(quest.data)}</Crumb>,
  }
  if (session === null) {
    return (
      <Page {...page} width="reading">
        <SignInNotice reason={t('attest.reason')} />
      </Page>
    )
  }
  if (quest.isPending) return <PendingPage />
  if (quest.isError) {
    return (
      <Page {...page} width="reading">
        <ErrorNotice error={quest.error} onRetry={() => void quest.refetch()} />
      </Page>
    )
  }
  const me = session.member.address
  const role = (['creator', 'performer'] satisfies Role[]).find((one) => sameAddress(quest.data[one], me))
  const mine = role !== undefined && signedRoles(quest.data)[role]
  if (role === undefined || quest.data.submission === null) {
    return (
      <Page {...page} width="reading">
        <EmptyState
          title={t('attest.nothing')}
          action={
            <Button variant="default" renderRoot={(props) => <Link {...link} {...props} />}>
              {t('quest.crumb.one')}
            </Button>
          }
        >
          {t('attest.nothing.text')}
        </EmptyState>
      </Page>
    )
  }
  if (!mine) {
    reviewing.current = true
    return (
      <Page {...page} lead={t(`attest.lead.${role}`)}>
        <Review quest={quest.data} submission={quest.data.submission} role={role} me={me} />
      </Page>
    )
  }
  return (
    <Page {...page} title={titleOf(quest.data)}>
      <SignedPanel quest={quest.data} role={role} fresh={reviewing.current} />
    </Page>
  )
}
