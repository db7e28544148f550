import { Button, Textarea } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import type { Quest, Stats } from '../api/shapes'
import { unwrap } from '../api/unwrap'
import { ErrorNotice } from '../app/ErrorNotice'
import { useToast } from '../app/useToast'
import { Described } from '../design/Described'
import { Panel } from '../design/Panel'
import { Prose } from '../design/Prose'
import stack from '../design/Stack.module.css'
import { FilePicker } from './evidence/FilePicker'
import { useEvidenceUploads } from './evidence/useEvidenceUploads'
import { lengthOf, normaliseText } from './normaliseText'
import { readWorkDraft } from './readWorkDraft'
import { useQuestMove } from './useQuestMove'
import { useStoredDraft } from './useStoredDraft'

/** Text and files beside the bar they are measured by. The text is kept on the device, the files in the page. */
export function SubmitWorkForm({ quest, limits }: { quest: Quest; limits: Stats['limits'] }) {
  const { t } = useTranslation()
  const toast = useToast()
  const navigate = useNavigate()
  const {
    value: draft,
    setValue,
    forget,
  } = useStoredDraft(`civicforge.draft.work.${quest.id}`, { text: '' }, readWorkDraft)
  const [touched, setTouched] = useState(false)
  const { uploads, add, retry, remove } = useEvidenceUploads(quest.id)
  const submit = useQuestMove(
    quest.id,
    (body: { submission: string; evidence: string[] }) =>
      unwrap(client.POST('/api/v1/quests/{id}/submit', { params: { path: { id: quest.id } }, body })),
    () => {
      forget()
      toast(t('submit.done'))
      void navigate({ to: '/quests/$questId', params: { questId: quest.id } })
    },
  )
  const text = normaliseText(draft.text).trim()
  const length = lengthOf(text)
  const { min, max } = limits.submission
  const badLength = length < min || length > max
  const noFile = quest.evidenceRequired && uploads.length === 0
  const busy = uploads.some((upload) => upload.state !== 'uploaded')
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTouched(true)
    if (badLength || noFile || busy) return
    const evidence = uploads.flatMap((upload) => upload.evidence?.sha256 ?? [])
    submit.mutate({ submission: text, evidence })
  }
  return (
    <div className={stack.split}>
      <Panel>
        <form className={stack.column} style={{ gap: 24 }} onSubmit={send} noValidate>
          <Textarea
            size="md"
            autosize
            minRows={6}
            required
            label={t('submit.text')}
            description={
              <Described count={t('quest.form.count', { count: length, max })}>
                {t('submit.text.hint', { min, max })}
              </Described>
            }
            value={draft.text}
            onChange={(event) => setValue({ text: event.currentTarget.value })}
            onBlur={() => setTouched(draft.text !== '')}
            error={touched && badLength ? t('quest.form.length', { min, max }) : undefined}
          />
          <div className={stack.column}>
            <h2>{t('submit.files')}</h2>
            <FilePicker
              limits={limits}
              uploads={uploads}
              onAdd={(files) => void add(files)}
              onRetry={retry}
              onRemove={remove}
            />
            {touched && noFile && <p role="alert">{t('submit.required')}</p>}
          </div>
          {submit.isError && <ErrorNotice error={submit.error} />}
          <Button
            type="submit"
            size="md"
            disabled={busy}
            loading={submit.isPending}
            style={{ alignSelf: 'flex-start' }}
          >
            {t('submit.confirm')}
          </Button>
        </form>
      </Panel>
      <Panel tone="sunken" title={quest.title ?? t('quest.erased')} labelledBy="bar">
        <h3>{t('quest.done')}</h3>
        {quest.description !== null && <Prose text={quest.description} />}
        {quest.exceptionalCriteria !== null && quest.exceptionalCriteria !== '' && (
          <>
            <h3>{t('quest.exceptional')}</h3>
            <Prose text={quest.exceptionalCriteria} />
          </>
        )}
      </Panel>
    </div>
  )
}
