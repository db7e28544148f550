import { Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { statsQuery } from '../api/statsQuery'
import { unwrap } from '../api/unwrap'
import { ErrorNotice } from '../app/ErrorNotice'
import { useToast } from '../app/useToast'
import { Panel } from '../design/Panel'
import stack from '../design/Stack.module.css'
import { lengthOf, normaliseText } from '../quests/normaliseText'
import { useQuestMove } from '../quests/useQuestMove'

/** Sends the work back with a reason instead of signing it. */
export function AskForRevision({ questId }: { questId: string }) {
  const { t } = useTranslation()
  const toast = useToast()
  const navigate = useNavigate()
  const limits = useQuery(statsQuery).data?.limits.revisionReason
  const [opened, setOpened] = useState(false)
  const [reason, setReason] = useState('')
  const ask = useQuestMove(
    questId,
    (body: { reason: string }) =>
      unwrap(
        client.POST('/api/v1/quests/{id}/request-revision', { params: { path: { id: questId } }, body }),
      ),
    () => {
      toast(t('attest.revision.done'))
      void navigate({ to: '/quests/$questId', params: { questId } })
    },
  )
  if (!opened) {
    return (
      <Button variant="default" style={{ alignSelf: 'flex-start' }} onClick={() => setOpened(true)}>
        {t('attest.revision.open')}
      </Button>
    )
  }
  const text = normaliseText(reason).trim()
  const fits = limits === undefined || (lengthOf(text) >= limits.min && lengthOf(text) <= limits.max)
  return (
    <Panel tone="amber" title={t('attest.revision.title')} labelledBy="revision">
      <Textarea
        autosize
        minRows={3}
        size="md"
        label={t('attest.revision.reason')}
        description={limits && t('quest.form.length', limits)}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {ask.isError && <ErrorNotice error={ask.error} />}
      <div className={stack.row}>
        <Button disabled={!fits} loading={ask.isPending} onClick={() => ask.mutate({ reason: text })}>
          {t('attest.revision.confirm')}
        </Button>
        <Button variant="default" onClick={() => setOpened(false)}>
          {t('app.cancel')}
        </Button>
      </div>
    </Panel>
  )
}
