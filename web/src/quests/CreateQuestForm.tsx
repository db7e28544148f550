import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import type { NewQuest, Stats } from '../api/shapes'
import { unwrap } from '../api/unwrap'
import { useToast } from '../app/useToast'
import { Button } from '../design/Button'
import { Panel } from '../design/Panel'
import stack from '../design/Stack.module.css'
import { meQuery } from '../identity/meQuery'
import { useSignIn } from '../identity/useSignIn'
import { CreationPoints } from './CreationPoints'
import { QuestCard } from './QuestCard'
import { emptyDraft, toRequest } from './QuestDraft'
import { QuestForm } from './QuestForm'
import { readQuestDraft } from './readQuestDraft'
import { useStoredDraft } from './useStoredDraft'

/** The form beside a live preview of the card; what it costs and what there is, before anything is sent. */
export function CreateQuestForm({ stats, me }: { stats: Stats; me: string | undefined }) {
  const { t } = useTranslation()
  const toast = useToast()
  const navigate = useNavigate()
  const openSignIn = useSignIn()
  const queryClient = useQueryClient()
  const [empty] = useState(() => emptyDraft(stats.limits))
  const {
    value: draft,
    setValue,
    forget,
  } = useStoredDraft('civicforge.draft.quest', empty, readQuestDraft(empty))
  const own = useQuery(meQuery(me)).data
  const points = own?.creationPoints
  // One key per content: pressing twice, or again after a lost answer, makes one quest.
  const attempt = useRef<{ content: string; key: string } | null>(null)
  const create = useMutation({
    mutationFn: (body: NewQuest) => {
      const content = JSON.stringify(body)
      if (attempt.current?.content !== content) attempt.current = { content, key: crypto.randomUUID() }
      return unwrap(
        client.POST('/api/v1/quests', {
          params: { header: { 'Idempotency-Key': attempt.current.key } },
          body,
        }),
      )
    },
    onSuccess(quest) {
      forget()
      void queryClient.invalidateQueries({ queryKey: ['quests'] })
      void queryClient.invalidateQueries({ queryKey: ['me'] })
      void queryClient.invalidateQueries({ queryKey: ['to-dos'] }) // from now on its events are the member's own
      toast(t(quest.visibility === 'parties' ? 'quest.create.done.private' : 'quest.create.done'))
      void navigate({ to: '/quests/$questId', params: { questId: quest.id } })
    },
  })
  const request = toRequest(draft)
  const touched = JSON.stringify(draft) !== JSON.stringify(emptyDraft(stats.limits))
  const cost = stats.limits.questCost
  return (
    <div className={stack.split}>
      <Panel>
        <QuestForm
          draft={draft}
          onChange={setValue}
          limits={stats.limits}
          error={create.error}
          onSubmit={(body) =>
            me === undefined ? openSignIn(() => create.mutate(body)) : create.mutate(body)
          }
        >
          <div className={stack.column}>
            {points !== undefined && (
              <CreationPoints cost={cost} have={points} earned={stats.limits.completionPoints} />
            )}
            <div className={stack.row}>
              <Button
                type="submit"
                size="md"
                disabled={points !== undefined && points < cost}
                loading={create.isPending}
              >
                {t(me === undefined ? 'quest.create.sign-in' : 'quest.create.confirm')}
              </Button>
              <Button size="md" variant="subtle" renderRoot={(props) => <Link to="/quests" {...props} />}>
                {t('app.cancel')}
              </Button>
              {touched && <span className={`${stack.soft} ${stack.small}`}>{t('quest.form.draft')}</span>}
            </div>
          </div>
        </QuestForm>
      </Panel>
      <aside className={stack.column} aria-label={t('quest.form.preview')}>
        <h2>{t('quest.form.preview')}</h2>
        <div inert>
          <QuestCard
            people={me === undefined ? {} : { [me]: { displayName: own?.displayName ?? null } }}
            quest={{
              id: '00000000-0000-0000-0000-000000000000',
              title: request.title || t('quest.form.title.hint'),
              description: request.description || t('quest.form.description.hint'),
              exceptionalCriteria: request.exceptionalCriteria ?? null,
              category: draft.category,
              tags: request.tags ?? [],
              rewardXp: request.rewardXp ?? 0,
              rewardReputation: request.rewardReputation ?? 0,
              evidenceRequired: draft.evidenceRequired,
              dueAt: request.dueAt ?? null,
              claimDays: request.claimDays,
              claimUntil: null,
              nudgedAt: null,
              visibility: request.visibility ?? 'public',
              status: 'OPEN',
              creator: me ?? '0x0000000000000000000000000000000000000000',
              performer: null,
              closed: false,
              submission: null,
              completedAt: null,
              anchoring: null,
              reward: null,
              createdAt: new Date().toISOString(),
              updatedAt: new Date().toISOString(),
              actions: [],
            }}
          />
        </div>
      </aside>
    </div>
  )
}
