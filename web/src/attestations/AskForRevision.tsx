import { Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { questOf } from '../api/questOf'
import type { Quest } from '../api/shapes'
import { statsQuery } from '../api/statsQuery'
import { ErrorNotice } from '../app/ErrorNotice'
import { useToast } from '../app/useToast'
import { Button } from '../design/Button'
import { Controls } from '../design/Controls'
import { Described } from '../design/Described'
import { Panel } from '../design/Panel'
import stack from '../design/Stack.module.css'
import { nameOf } from '../members/nameOf'
import { lengthOf, normaliseText } from '../quests/normaliseText'
import { useQuestMove } from '../quests/useQuestMove'
import { useStoredDraft } from '../quests/useStoredDraft'
import { readReason } from './readReason'

type Props = { quest: Quest; onCancel: () => void }

/** Sends the work back with a reason instead of signing it. What was typed stays on the device until it is sent. */
export function AskForRevision({ quest, onCancel }: Props) {
  const questId = quest.id
  const { t } = useTranslation()
  const toast = useToast()
  const navigate = useNavigate()
  const limits = useQuery(statsQuery).data?.limits.revisionReason
  const draft = useStoredDraft(`civicforge.draft.revision.${questId}`, { reason: '' }, readReason)
  const { reason } = draft.value
  const ask = useQuestMove(
    questId,
    (body: { reason: string }) =>
      questOf(
        client.POST('/api/v1/quests/{id}/request-revision', { params: { path: { id: questId } }, body }),
      ),
    () => {
      draft.forget()
      toast(t('attest.revision.done'))
      void navigate({ to: '/quests/$questId', params: { questId } })
    },
  )
  const text = normaliseText(reason).trim()
  const fits = limits === undefined || (lengthOf(text) >= limits.min && lengthOf(text) <= limits.max)
  return (
    <Panel tone="amber" title={t('attest.revision.title')} labelledBy="revision">
      <Controls>
        <Textarea
          autosize
          minRows={3}
          size="md"
          dir="auto"
          data-autofocus
          label={t('attest.revision.reason')}
          description={
            limits && (
              <Described count={t('quest.form.count', { count: lengthOf(text), max: limits.max })}>
                {t('attest.revision.hint', { name: nameOf(quest.performer ?? '', quest.people) })}
              </Described>
            )
          }
          error={
            limits !== undefined && reason !== '' && lengthOf(text) > limits.max
              ? t('quest.form.length', limits)
              : undefined
          }
          value={reason}
          onChange={(event) => draft.setValue({ reason: event.currentTarget.value })}
        />
      </Controls>
      {ask.isError && <ErrorNotice error={ask.error} />}
      <div className={stack.row}>
        <Button disabled={!fits} loading={ask.isPending} onClick={() => ask.mutate({ reason: text })}>
          {t('attest.revision.confirm')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('app.cancel')}
        </Button>
      </div>
    </Panel>
  )
}
