import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../design/Panel'
import { sha256Of } from './sha256Of'

/** Compares a file at hand with the hashes that were signed. */
export function EvidenceCheck({ hashes }: { hashes: string[] }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [found, setFound] = useState<{ name: string; number: number | undefined }>()
  const compare = async (file: File | undefined) => {
    if (file === undefined) return
    const position = hashes.indexOf(await sha256Of(await file.arrayBuffer()))
    setFound({ name: file.name, number: position < 0 ? undefined : position + 1 })
  }
  return (
    <Panel title={t('verify.evidence')} labelledBy="evidence-check">
      <p>{t('verify.evidence.text', { count: hashes.length })}</p>
      <Button variant="default" style={{ alignSelf: 'flex-start' }} onClick={() => input.current?.click()}>
        {t('verify.evidence.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('verify.evidence.choose')}
        onChange={(event) => void compare(event.currentTarget.files?.[0])}
      />
      {found !== undefined && (
        <p role="status">
          {found.number === undefined
            ? t('verify.evidence.unknown', { name: found.name })
            : t('verify.evidence.known', { name: found.name, number: found.number })}
        </p>
      )}
    </Panel>
  )
}
