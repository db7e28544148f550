import { Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { statusQuery } from '../api/statusQuery'
import { unwrap } from '../api/unwrap'
import { ErrorNotice } from '../app/ErrorNotice'
import { Button } from '../design/Button'
import { Controls } from '../design/Controls'
import { Panel } from '../design/Panel'
import stack from '../design/Stack.module.css'
import { IncidentForm } from './IncidentForm'
import { operatorPoll } from './operatorPoll'
import { useAnnounce } from './useAnnounce'

/** What everybody is told of troubles: those that last, and a new one. */
export function IncidentsPanel() {
  const { t } = useTranslation()
  const told = useQuery({ ...statusQuery, refetchInterval: operatorPoll }).data?.incidents ?? []
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const open = useAnnounce(
    (said: { title: string; text: string }) =>
      unwrap(client.POST('/api/v1/operator/incidents', { body: { ...said, state: null } })),
    () => {
      setTitle('')
      setText('')
    },
  )
  const ready = title.trim() !== '' && text.trim() !== ''
  return (
    <Panel title={t('operator.incidents')} labelledBy="incidents">
      <p>{t('operator.incidents.text')}</p>
      {told
        .filter((incident) => incident.state !== 'resolved')
        .map((incident) => (
          <IncidentForm key={incident.id} incident={incident} />
        ))}
      <form
        className={stack.column}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (ready && !open.isPending)
            open.mutate({ title: title.trim().normalize('NFC'), text: text.trim().normalize('NFC') })
        }}
      >
        <Controls>
          <TextInput
            label={t('operator.incident.title')}
            description={t('operator.incident.title.hint')}
            maxLength={120}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Textarea
            label={t('operator.incident.text')}
            description={t('operator.incident.text.hint')}
            maxLength={1000}
            autosize
            minRows={3}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </Controls>
        <Button type="submit" style={{ alignSelf: 'flex-start' }} loading={open.isPending}>
          {t('operator.incident.open')}
        </Button>
      </form>
      {open.isError && <ErrorNotice error={open.error} />}
    </Panel>
  )
}
