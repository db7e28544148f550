import { NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import type { Incident } from '../api/shapes'
import { unwrap } from '../api/unwrap'
import { ErrorNotice } from '../app/ErrorNotice'
import { Button } from '../design/Button'
import { Controls } from '../design/Controls'
import stack from '../design/Stack.module.css'
import { useAnnounce } from './useAnnounce'

const states = ['investigating', 'identified', 'monitoring', 'resolved'] as const

/** Tells more about an incident that lasts, or that it is over. */
export function IncidentForm({ incident }: { incident: Incident }) {
  const { t } = useTranslation()
  const [state, setState] = useState(incident.state)
  const [text, setText] = useState('')
  const tell = useAnnounce(
    (said: { state: Incident['state']; text: string }) =>
      unwrap(
        client.POST('/api/v1/operator/incidents/{id}/updates', {
          params: { path: { id: String(incident.id) } },
          body: said,
        }),
      ),
    () => setText(''),
  )
  return (
    <form
      className={stack.column}
      noValidate
      aria-label={incident.title}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '' && !tell.isPending) tell.mutate({ state, text: text.trim().normalize('NFC') })
      }}
    >
      <strong dir="auto">{incident.title}</strong>
      <Controls>
        <NativeSelect
          label={t('operator.incident.state')}
          value={state}
          onChange={(event) =>
            setState(states.find((one) => one === event.currentTarget.value) ?? incident.state)
          }
          data={states.map((one) => ({ value: one, label: t(`status.incident.${one}`) }))}
        />
        <Textarea
          label={t('operator.incident.update')}
          maxLength={1000}
          autosize
          minRows={2}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Controls>
      <Button type="submit" variant="default" style={{ alignSelf: 'flex-start' }} loading={tell.isPending}>
        {t('operator.incident.tell')}
      </Button>
      {tell.isError && <ErrorNotice error={tell.error} />}
    </form>
  )
}
