import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '../api/useSession'
import { ErrorNotice } from '../app/ErrorNotice'
import { PendingPage } from '../app/PendingPage'
import { EmptyState } from '../design/EmptyState'
import { Page } from '../design/Page'
import { SignInNotice } from '../identity/SignInNotice'
import { sameAddress } from '../quests/sameAddress'
import { signedRoles } from '../quests/signedRoles'
import { useQuest } from '../quests/useQuest'
import { Review } from './Review'
import { SignedPanel } from './SignedPanel'

const route = getRouteApi('/quests/$questId/attest')

/** Reviewing a submission and signing it; afterwards the receipt and, live, the other signature. */
export function AttestPage() {
  const { t } = useTranslation()
  const { questId } = route.useParams()
  const session = useSession()
  const quest = useQuest(questId)
  if (session === null) {
    return (
      <Page title={t('attest.title')} width="reading">
        <SignInNotice reason={t('attest.reason')} />
      </Page>
    )
  }
  if (quest.isPending) return <PendingPage />
  if (quest.isError) {
    return (
      <Page title={t('attest.title')} width="reading">
        <ErrorNotice error={quest.error} onRetry={() => void quest.refetch()} />
      </Page>
    )
  }
  const me = session.member.address
  const role = sameAddress(quest.data.creator, me)
    ? 'creator'
    : sameAddress(quest.data.performer, me)
      ? 'performer'
      : undefined
  const mine = role !== undefined && signedRoles(quest.data)[role]
  return (
    <Page title={t('attest.title')} lead={quest.data.title ?? t('quest.erased')}>
      {role === undefined || quest.data.submission === null ? (
        <EmptyState title={t('attest.nothing')}>{t('attest.nothing.text')}</EmptyState>
      ) : mine ? (
        <SignedPanel quest={quest.data} role={role} />
      ) : (
        <Review quest={quest.data} submission={quest.data.submission} role={role} me={me} />
      )}
    </Page>
  )
}
