import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Quest } from '../api/shapes'
import { useSession } from '../api/useSession'
import { ErrorNotice } from '../app/ErrorNotice'
import { PendingPage } from '../app/PendingPage'
import { Page } from '../design/Page'
import { Panel } from '../design/Panel'
import { Pill } from '../design/Pill'
import { Prose } from '../design/Prose'
import stack from '../design/Stack.module.css'
import { CategoryIcon } from './CategoryIcon'
import { Parties } from './Parties'
import { QuestActions } from './QuestActions'
import classes from './QuestPage.module.css'
import { QuestTags } from './QuestTags'
import { QuestTerms } from './QuestTerms'
import { ShareQuest } from './ShareQuest'
import { SubmissionPanel } from './SubmissionPanel'
import { statusTone } from './statusTone'
import { Timeline } from './Timeline'
import { useQuest } from './useQuest'

const route = getRouteApi('/quests/$questId')

/** One quest: the two bars, the two people, what was done, what happened, and the next step for whoever looks. */
export function QuestPage() {
  const { t } = useTranslation()
  const { questId } = route.useParams()
  const me = useSession()?.member.address
  const quest = useQuest(questId)
  if (quest.isPending) return <PendingPage />
  if (quest.isError) {
    return (
      <Page title={t('app.not-found.title')} width="reading">
        <ErrorNotice error={quest.error} onRetry={() => void quest.refetch()} />
      </Page>
    )
  }
  return <QuestView quest={quest.data} me={me} />
}

function QuestView({ quest, me }: { quest: Quest; me: string | undefined }) {
  const { t } = useTranslation()
  return (
    <Page
      title={quest.title ?? t('quest.erased')}
      lead={
        <span className={stack.row}>
          <Pill tone={statusTone[quest.status]}>{t(`quest.status.${quest.status}`)}</Pill>
          <span className={stack.row} style={{ gap: 6 }}>
            <CategoryIcon category={quest.category} />
            {t(`quest.category.${quest.category}`)}
          </span>
        </span>
      }
    >
      <div className={classes.layout}>
        <div className={classes.next}>
          <QuestActions quest={quest} me={me} />
        </div>
        <div className={classes.main}>
          <Panel title={t('quest.done')} labelledBy="done">
            {quest.description === null ? (
              <p className={stack.soft}>
                {t(quest.visibility === 'parties' ? 'quest.private' : 'quest.erased')}
              </p>
            ) : (
              <Prose text={quest.description} />
            )}
            {quest.exceptionalCriteria !== null && quest.exceptionalCriteria !== '' && (
              <>
                <h3>{t('quest.exceptional')}</h3>
                <Prose text={quest.exceptionalCriteria} />
              </>
            )}
            <QuestTags tags={quest.tags} />
          </Panel>
          {quest.submission !== null && <SubmissionPanel quest={quest} submission={quest.submission} />}
          <Panel title={t('quest.timeline')} labelledBy="timeline">
            <Timeline quest={quest} />
          </Panel>
        </div>
        <aside className={classes.aside}>
          <Panel>
            <QuestTerms quest={quest} />
          </Panel>
          <Panel title={t('quest.parties')} labelledBy="parties">
            <Parties quest={quest} me={me} />
          </Panel>
          <ShareQuest title={quest.title ?? t('quest.erased')} />
        </aside>
      </div>
    </Page>
  )
}
