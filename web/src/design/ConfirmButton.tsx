import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import stack from './Stack.module.css'

type Props = { label: string; question: string; pending: boolean; onConfirm: () => void; danger?: boolean }

/** A command that asks once more, saying what it does, before it is sent. */
export function ConfirmButton({ label, question, pending, onConfirm, danger = false }: Props) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  if (!asking) {
    return (
      <Button variant="default" loading={pending} onClick={() => setAsking(true)}>
        {label}
      </Button>
    )
  }
  return (
    <fieldset className={stack.row} style={{ border: 0, margin: 0, padding: 0 }}>
      <legend style={{ padding: '0 0 8px' }}>{question}</legend>
      <Button
        color={danger ? 'brick' : undefined}
        loading={pending}
        onClick={() => {
          setAsking(false)
          onConfirm()
        }}
      >
        {label}
      </Button>
      <Button variant="default" onClick={() => setAsking(false)}>
        {t('app.cancel')}
      </Button>
    </fieldset>
  )
}
