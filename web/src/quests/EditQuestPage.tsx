import '../i18n/enLater'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { questOf } from '../api/questOf'
import type { NewQuest, Quest, Stats } from '../api/shapes'
import { statsQuery } from '../api/statsQuery'
import { ErrorNotice } from '../app/ErrorNotice'
import { PendingPage } from '../app/PendingPage'
import { useToast } from '../app/useToast'
import { Button } from '../design/Button'
import { Crumb } from '../design/Crumb'
import { Page } from '../design/Page'
import { Panel } from '../design/Panel'
import stack from '../design/Stack.module.css'
import { draftOf } from './QuestDraft'
import { QuestForm } from './QuestForm'
import { useQuest } from './useQuest'
import { useQuestMove } from './useQuestMove'

const route = getRouteApi('/quests/$questId/edit')

/** Editing a quest that nobody has taken yet. */
export function EditQuestPage() {
  const { t } = useTranslation()
  const { questId } = route.useParams()
  const quest = useQuest(questId)
  const stats = useQuery(statsQuery)
  const error = quest.error ?? stats.error
  if (error !== null) {
    return (
      <Page title={t('quest.edit.title')} width="reading">
        <ErrorNotice error={error} />
      </Page>
    )
  }
  if (quest.data === undefined || stats.data === undefined) return <PendingPage />
  return <EditQuest quest={quest.data} limits={stats.data.limits} />
}

function EditQuest({ quest, limits }: { quest: Quest; limits: Stats['limits'] }) {
  const { t } = useTranslation()
  const toast = useToast()
  const navigate = useNavigate()
  const [draft, setDraft] = useState(() => draftOf(quest))
  const edit = useQuestMove(
    quest.id,
    (body: NewQuest) =>
      questOf(client.PATCH('/api/v1/quests/{id}', { params: { path: { id: quest.id } }, body })),
    () => {
      toast(t('quest.edit.done'))
      void navigate({ to: '/quests/$questId', params: { questId: quest.id } })
    },
  )
  return (
    <Page
      title={t('quest.edit.title')}
      width="reading"
      crumb={
        <Crumb to="/quests/$questId" params={{ questId: quest.id }}>
          {quest.title ?? t('quest.erased')}
        </Crumb>
      }
    >
      <Panel>
        <QuestForm
          draft={draft}
          onChange={setDraft}
          limits={limits}
          error={edit.error}
          onSubmit={(body) => edit.mutate(body)}
        >
          <div className={stack.row}>
            <Button type="submit" size="md" loading={edit.isPending}>
              {t('quest.edit.save')}
            </Button>
            <Button
              size="md"
              variant="subtle"
              renderRoot={(props) => <Link to="/quests/$questId" params={{ questId: quest.id }} {...props} />}
            >
              {t('app.cancel')}
            </Button>
          </div>
        </QuestForm>
      </Panel>
    </Page>
  )
}
