import { TextInput } from '@mantine/core'
import { IconFileCheck, IconFileSearch } from '@tabler/icons-react'
import { type DragEvent, type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queryClient } from '../api/queryClient'
import { ErrorNotice } from '../app/ErrorNotice'
import { Button } from '../design/Button'
import classes from './ProofChooser.module.css'
import { proofAddress } from './proofAddress'
import { proofQuery } from './proofQuery'

export type ChosenFile = { name: string | undefined; bytes: Uint8Array }

type Props = {
  /** What was chosen already: then the chooser is one line, and makes room for the verdict. */
  chosen: ChosenFile | undefined
  onFile: (file: ChosenFile) => void
}

/** A proof file from this device, or the id of a quest of this service. */
export function ProofChooser({ chosen, onFile }: Props) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [id, setId] = useState('')
  const [error, setError] = useState<unknown>()
  const [hint, setHint] = useState<string>()
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    setError(undefined)
    setHint(undefined)
    onFile({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  const find = async (event: FormEvent) => {
    event.preventDefault()
    setError(undefined)
    setHint(undefined)
    const address = proofAddress(id)
    if (address === undefined) return setHint(t('verify.id.none'))
    if ('elsewhere' in address) return setHint(t('verify.id.elsewhere', { address: address.elsewhere }))
    try {
      const { questId } = address
      const bytes = await queryClient.fetchQuery({ ...proofQuery(questId, undefined), retry: false })
      onFile({ name: undefined, bytes })
    } catch (reason) {
      setError(reason)
    }
  }
  const Icon = chosen === undefined ? IconFileSearch : IconFileCheck
  return (
    <div className={classes.chooser}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same */}
      <div
        className={classes.drop}
        data-chosen={chosen !== undefined || undefined}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon size={chosen === undefined ? 44 : 24} stroke={1.3} aria-hidden="true" />
        {chosen !== undefined && (
          <span className={classes.name}>
            <bdi>{chosen.name ?? t('verify.fetched')}</bdi>
          </span>
        )}
        <Button
          size={chosen === undefined ? 'md' : 'sm'}
          variant={chosen === undefined ? 'filled' : 'default'}
          onClick={() => input.current?.click()}
        >
          {t(chosen === undefined ? 'verify.choose' : 'verify.another')}
        </Button>
        {chosen === undefined && <span>{t('verify.drop')}</span>}
        <input
          ref={input}
          type="file"
          hidden
          accept=".json,application/json,application/vnd.civicforge.proof+json"
          aria-label={t('verify.choose')}
          onChange={(event) => {
            void take(event.currentTarget.files?.[0])
            event.currentTarget.value = '' // the same file may be chosen again
          }}
        />
      </div>
      {chosen === undefined && (
        <form className={classes.find} onSubmit={(event) => void find(event)}>
          <TextInput
            size="md"
            className={classes.id}
            label={t('verify.id')}
            placeholder="https://…/quests/0195…"
            value={id}
            error={hint}
            onChange={(event) => setId(event.currentTarget.value)}
          />
          <Button type="submit" size="md" variant="default" disabled={id.trim() === ''}>
            {t('verify.find')}
          </Button>
        </form>
      )}
      {error !== undefined && <ErrorNotice error={error} />}
    </div>
  )
}
