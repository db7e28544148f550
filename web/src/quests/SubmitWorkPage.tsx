import '../i18n/enLater'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { sessionStore } from '../api/sessionStore'
import type { Quest } from '../api/shapes'
import { statsQuery } from '../api/statsQuery'
import { useSession } from '../api/useSession'
import { ErrorNotice } from '../app/ErrorNotice'
import { PendingPage } from '../app/PendingPage'
import { Button } from '../design/Button'
import { Crumb } from '../design/Crumb'
import { EmptyState } from '../design/EmptyState'
import { Page } from '../design/Page'
import { SignInNotice } from '../identity/SignInNotice'
import { nameOf } from '../members/nameOf'
import { RevisionNote } from './RevisionNote'
import { SubmitWorkForm } from './SubmitWorkForm'
import { useQuest } from './useQuest'
import { useTitle } from './useTitle'

const route = getRouteApi('/quests/$questId/submit')

/** Handing in the work for a quest that the member has taken. */
export function SubmitWorkPage() {
  const { t } = useTranslation()
  const titleOf = useTitle()
  const { questId } = route.useParams()
  const session = useSession()
  const quest = useQuest(questId)
  const stats = useQuery(statsQuery)
  const error = quest.error ?? stats.error
  // The form outlives a session that ends by itself: what is being written stays in sight, and a line says what happened.
  const writing = useRef<Quest>(undefined)
  if (session !== null) writing.current = quest.data?.actions.includes('submit') ? quest.data : undefined
  const open = session !== null || sessionStore.hasEnded() ? writing.current : undefined
  const shown = open ?? quest.data
  if (error === null && (shown === undefined || stats.data === undefined)) return <PendingPage />
  const again = shown?.revision != null && shown.status === 'CLAIMED'
  return (
    <Page
      title={t(again ? 'submit.title.again' : 'submit.title')}
      lead={shown !== undefined && lead(shown)}
      crumb={
        <Crumb to="/quests/$questId" params={{ questId }}>
          {shown === undefined ? t('quest.crumb.one') : titleOf(shown)}
        </Crumb>
      }
    >
      {error !== null && <ErrorNotice error={error} onRetry={() => void quest.refetch()} />}
      {session === null && open === undefined ? (
        <SignInNotice reason={t('submit.reason')} />
      ) : shown !== undefined && stats.data !== undefined ? (
        shown.actions.includes('submit') ? (
          <>
            {shown.revision != null && <RevisionNote quest={shown} revision={shown.revision} />}
            <SubmitWorkForm quest={shown} limits={stats.data.limits} />
          </>
        ) : (
          <EmptyState
            title={t('submit.closed')}
            action={
              <Button
                variant="default"
                renderRoot={(props) => <Link to="/quests/$questId" params={{ questId }} {...props} />}
              >
                {t('quest.crumb.one')}
              </Button>
            }
          />
        )
      ) : null}
    </Page>
  )

  function lead(of: Quest) {
    return t('submit.lead', { name: nameOf(of.creator, of.people) })
  }
}
