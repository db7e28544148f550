import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import stack from './Stack.module.css'

type Props = {
  label: string
  question: string
  /** What the button says that does it, where the first label does not say enough. */
  confirm?: string
  /** What leaves everything as it is. */
  keep?: string
  pending: boolean
  onConfirm: () => void
  danger?: boolean
  variant?: 'default' | 'filled' | 'subtle'
}

const focus = (button: HTMLButtonElement | null) => button?.focus()

/** A command that asks once more, saying what it does, before it is sent. */
export function ConfirmButton(props: Props) {
  const {
    label,
    question,
    confirm = label,
    keep,
    pending,
    onConfirm,
    danger = false,
    variant = 'default',
  } = props
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const color = danger ? 'brick' : undefined
  if (!asking) {
    return (
      <Button
        variant={variant}
        color={variant === 'default' ? undefined : color}
        loading={pending}
        onClick={() => setAsking(true)}
      >
        {label}
      </Button>
    )
  }
  return (
    <fieldset className={stack.row} style={{ border: 0, margin: 0, padding: 0 }}>
      <legend style={{ padding: '0 0 8px' }}>{question}</legend>
      {/* The safe way comes first and has the focus: pressing Enter twice does nothing that cannot be undone. */}
      <Button variant="default" ref={focus} onClick={() => setAsking(false)}>
        {keep ?? t('app.cancel')}
      </Button>
      <Button
        color={color}
        loading={pending}
        onClick={() => {
          setAsking(false)
          onConfirm()
        }}
      >
        {confirm}
      </Button>
    </fieldset>
  )
}
