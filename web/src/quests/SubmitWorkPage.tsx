import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { statsQuery } from '../api/statsQuery'
import { useSession } from '../api/useSession'
import { ErrorNotice } from '../app/ErrorNotice'
import { PendingPage } from '../app/PendingPage'
import { EmptyState } from '../design/EmptyState'
import { Page } from '../design/Page'
import { SignInNotice } from '../identity/SignInNotice'
import { SubmitWorkForm } from './SubmitWorkForm'
import { useQuest } from './useQuest'

const route = getRouteApi('/quests/$questId/submit')

/** Handing in the work for a quest that the member has taken. */
export function SubmitWorkPage() {
  const { t } = useTranslation()
  const { questId } = route.useParams()
  const session = useSession()
  const quest = useQuest(questId)
  const stats = useQuery(statsQuery)
  const error = quest.error ?? stats.error
  if (error === null && (quest.data === undefined || stats.data === undefined)) return <PendingPage />
  return (
    <Page title={t('submit.title')} lead={t('submit.lead')}>
      {error !== null && <ErrorNotice error={error} />}
      {session === null ? (
        <SignInNotice reason={t('submit.reason')} />
      ) : quest.data !== undefined && stats.data !== undefined ? (
        quest.data.actions.includes('submit') ? (
          <SubmitWorkForm quest={quest.data} limits={stats.data.limits} />
        ) : (
          <EmptyState title={t('submit.closed')} />
        )
      ) : null}
    </Page>
  )
}
