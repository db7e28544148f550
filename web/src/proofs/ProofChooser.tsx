import { Button, TextInput } from '@mantine/core'
import { IconFileSearch } from '@tabler/icons-react'
import { type DragEvent, type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queryClient } from '../api/queryClient'
import { ErrorNotice } from '../app/ErrorNotice'
import classes from './ProofChooser.module.css'
import { proofQuery } from './proofQuery'

/** A proof file from this device, or the id of a quest of this service. */
export function ProofChooser({ onFile }: { onFile: (file: Uint8Array) => void }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [name, setName] = useState<string>()
  const [id, setId] = useState('')
  const [error, setError] = useState<unknown>()
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    setError(undefined)
    setName(file.name)
    onFile(new Uint8Array(await file.arrayBuffer()))
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  const find = async (event: FormEvent) => {
    event.preventDefault()
    const questId = id
      .trim()
      .split('/')
      .findLast((part) => part !== '')
    if (questId === undefined) return
    try {
      setError(undefined)
      setName(undefined)
      onFile(await queryClient.fetchQuery({ ...proofQuery(questId, undefined), retry: false }))
    } catch (reason) {
      setError(reason)
    }
  }
  return (
    <div className={classes.chooser}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same */}
      <div
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileSearch size={44} stroke={1.3} aria-hidden="true" />
        <Button size="md" onClick={() => input.current?.click()}>
          {t('verify.choose')}
        </Button>
        <span>{name ?? t('verify.drop')}</span>
        <input
          ref={input}
          type="file"
          hidden
          accept=".json,application/json,application/vnd.civicforge.proof+json"
          aria-label={t('verify.choose')}
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
      </div>
      <form className={classes.find} onSubmit={(event) => void find(event)}>
        <TextInput
          size="md"
          className={classes.id}
          label={t('verify.id')}
          placeholder="0195…"
          value={id}
          onChange={(event) => setId(event.currentTarget.value)}
        />
        <Button type="submit" size="md" variant="default" disabled={id.trim() === ''}>
          {t('verify.find')}
        </Button>
      </form>
      {error !== undefined && <ErrorNotice error={error} />}
    </div>
  )
}
