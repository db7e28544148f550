import { Textarea } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { questOf } from '../api/questOf'
import type { Quest, Stats } from '../api/shapes'
import { ErrorNotice } from '../app/ErrorNotice'
import { useToast } from '../app/useToast'
import { Button } from '../design/Button'
import { Controls } from '../design/Controls'
import { Described } from '../design/Described'
import { Panel } from '../design/Panel'
import stack from '../design/Stack.module.css'
import { Criteria } from './Criteria'
import { FilePicker } from './evidence/FilePicker'
import { shaOf, useEvidenceUploads } from './evidence/useEvidenceUploads'
import { lengthOf, normaliseText } from './normaliseText'
import { readWorkDraft, type WorkDraft } from './readWorkDraft'
import { useQuestMove } from './useQuestMove'
import { useStoredDraft } from './useStoredDraft'

/**
 * Text and files beside the bar they are measured by; work that came back is all there still, to be changed. The text
 * is kept on the device, the files in the page.
 */
export function SubmitWorkForm({ quest, limits }: { quest: Quest; limits: Stats['limits'] }) {
  const { t } = useTranslation()
  const toast = useToast()
  const navigate = useNavigate()
  const { revision } = quest
  const round = revision == null ? '' : `.${revision.at}`
  const before: WorkDraft = { text: revision?.submission.text ?? '', removed: [] }
  const draftKey = `civicforge.draft.work.${quest.id}${round}`
  const { value: draft, setValue, forget } = useStoredDraft(draftKey, before, readWorkDraft)
  const [touched, setTouched] = useState(false)
  const { uploads, add, retry, remove } = useEvidenceUploads(
    quest.id,
    limits,
    revision?.submission.evidence.filter((file) => !draft.removed.includes(file.sha256)),
  )
  const link = { to: '/quests/$questId', params: { questId: quest.id } } as const
  const submit = useQuestMove(
    quest.id,
    (body: { submission: string; evidence: string[] }) =>
      questOf(client.POST('/api/v1/quests/{id}/submit', { params: { path: { id: quest.id } }, body })),
    () => {
      forget()
      toast(t('submit.done'))
      void navigate({ to: '/quests/$questId/attest', params: link.params })
    },
  )
  const text = normaliseText(draft.text).trim()
  const length = lengthOf(text)
  const { min, max } = limits.submission
  const badLength = length < min || length > max
  const noFile = quest.evidenceRequired && uploads.length === 0
  const busy = uploads.some((upload) => upload.state !== 'uploaded' && upload.state !== 'kept')
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTouched(true)
    if (badLength || noFile || busy) return
    const evidence = uploads.flatMap((upload) => shaOf(upload) ?? [])
    submit.mutate({ submission: text, evidence })
  }
  return (
    <Controls>
      <div className={stack.split}>
        <Panel>
          <form className={stack.column} style={{ gap: 24 }} onSubmit={send} noValidate>
            <Textarea
              size="md"
              dir="auto"
              autosize
              minRows={6}
              required
              label={t('submit.text')}
              description={
                <Described count={t('quest.form.count', { count: length, max })}>
                  {t('submit.text.hint')}
                </Described>
              }
              value={draft.text}
              onChange={(event) => setValue({ ...draft, text: event.currentTarget.value })}
              onBlur={() => setTouched(draft.text !== '')}
              error={
                touched && badLength
                  ? t(length === 0 ? 'submit.text.missing' : 'quest.form.length', { min, max })
                  : undefined
              }
            />
            <div className={stack.column}>
              <h2>{t('submit.files')}</h2>
              <FilePicker
                questId={quest.id}
                limits={limits}
                uploads={uploads}
                onAdd={(files) => void add(files)}
                onRetry={retry}
                onRemove={(upload) => {
                  void remove(upload)
                  if (upload.kept !== undefined)
                    setValue({ ...draft, removed: [...draft.removed, upload.key] })
                }}
              />
              {touched && noFile && <p role="alert">{t('submit.required')}</p>}
            </div>
            {submit.isError && <ErrorNotice error={submit.error} />}
            <div className={stack.row}>
              <Button type="submit" size="md" disabled={busy} loading={submit.isPending}>
                {t(revision == null ? 'submit.confirm' : 'submit.confirm.again')}
              </Button>
              <Button size="md" variant="subtle" renderRoot={(props) => <Link {...link} {...props} />}>
                {t('app.cancel')}
              </Button>
              {draft.text !== before.text && (
                <span className={`${stack.soft} ${stack.small}`}>{t('quest.form.draft')}</span>
              )}
            </div>
          </form>
        </Panel>
        <Panel tone="sunken" title={t('quest.done')} labelledBy="bar">
          <Criteria quest={quest} />
        </Panel>
      </div>
    </Controls>
  )
}
