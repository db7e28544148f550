import '../i18n/enLater'
import { getRouteApi } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../api/ApiProblem'
import type { Quest } from '../api/shapes'
import { useSession } from '../api/useSession'
import { ErrorNotice } from '../app/ErrorNotice'
import { lazyPart } from '../app/lazyPart'
import { PendingPage } from '../app/PendingPage'
import { Crumb } from '../design/Crumb'
import { Page } from '../design/Page'
import { Panel } from '../design/Panel'
import { Pill } from '../design/Pill'
import stack from '../design/Stack.module.css'
import { CategoryIcon } from './CategoryIcon'
import { Criteria } from './Criteria'
import { PrivateMark } from './PrivateMark'
import { PrivateQuest } from './private/PrivateQuest'
import { QuestMissing } from './private/QuestMissing'
import { QuestActions } from './QuestActions'
import { QuestFacts } from './QuestFacts'
import classes from './QuestPage.module.css'
import { QuestTags } from './QuestTags'
import { RevisionNote } from './RevisionNote'
import { ShareQuest } from './ShareQuest'
import { SubmissionPanel } from './SubmissionPanel'
import { sameAddress } from './sameAddress'
import { statusTone } from './statusTone'
import { Timeline } from './Timeline'
import { useQuest } from './useQuest'
import { useTitle } from './useTitle'

const route = getRouteApi('/quests/$questId')
const InvitePanel = lazyPart(() => import('./private/InvitePanel'), 'InvitePanel')

/** One quest, in the order one decides: what it is, what it brings, the next step for whoever looks, what “done” means. */
export function QuestPage() {
  const { t } = useTranslation()
  const { questId } = route.useParams()
  const me = useSession()?.member.address
  const quest = useQuest(questId)
  if (quest.isPending) return <PendingPage />
  if (quest.isError) {
    if (quest.error instanceof ApiProblem && quest.error.status === 404) return <QuestMissing me={me} />
    return (
      <Page title={t('app.not-found.title')} width="reading">
        <ErrorNotice error={quest.error} onRetry={() => void quest.refetch()} />
      </Page>
    )
  }
  const party = sameAddress(quest.data.creator, me) || sameAddress(quest.data.performer, me)
  if (quest.data.visibility === 'parties' && !party) return <PrivateQuest quest={quest.data} me={me} />
  return <QuestView quest={quest.data} me={me} />
}

function QuestView({ quest, me }: { quest: Quest; me: string | undefined }) {
  const { t } = useTranslation()
  const title = useTitle()(quest)
  const inviting = quest.visibility === 'parties' && quest.status === 'OPEN' && sameAddress(quest.creator, me)
  return (
    <Page
      title={title}
      crumb={
        <Crumb to="/quests" aside={quest.visibility === 'public' && <ShareQuest title={title} compact />}>
          {t('quest.crumb')}
        </Crumb>
      }
      lead={
        <span className={stack.row}>
          <Pill tone={statusTone[quest.status]}>{t(`quest.status.${quest.status}`)}</Pill>
          <PrivateMark quest={quest} />
          <span className={stack.row} style={{ gap: 6 }}>
            <CategoryIcon category={quest.category} />
            {t(`quest.category.${quest.category}`)}
          </span>
        </span>
      }
    >
      {quest.revision != null && quest.status === 'CLAIMED' && (
        <RevisionNote quest={quest} revision={quest.revision} />
      )}
      <div className={classes.layout}>
        <aside className={classes.aside}>
          <QuestFacts quest={quest} me={me} />
          <div className={classes.next}>
            <QuestActions quest={quest} me={me} />
            {inviting && (
              <Suspense>
                <InvitePanel quest={quest} />
              </Suspense>
            )}
          </div>
        </aside>
        <div className={classes.main}>
          <Panel title={t('quest.done')} labelledBy="done">
            <Criteria quest={quest} />
            <QuestTags quest={quest} />
          </Panel>
          {quest.submission !== null && <SubmissionPanel quest={quest} submission={quest.submission} />}
          <Panel title={t('quest.timeline')} labelledBy="timeline">
            <Timeline quest={quest} />
          </Panel>
        </div>
      </div>
    </Page>
  )
}
