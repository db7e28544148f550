import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../design/Button'
import { Panel } from '../design/Panel'
import { Quoting } from '../i18n/Quoting'
import type { ChosenFile } from './ProofChooser'
import { sha256Of } from './sha256Of'

type Props = {
  hashes: string[]
  /** A picture that was chosen before its proof: it is compared at once. */
  first?: ChosenFile
}

/** Compares a file at hand with the hashes that were signed. */
export function EvidenceCheck({ hashes, first }: Props) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [found, setFound] = useState<{ name: string; hash: string }>()
  useEffect(() => {
    if (first === undefined) return
    const bytes = new Uint8Array(first.bytes).buffer
    void sha256Of(bytes).then((hash) => setFound({ name: first.name ?? '', hash }))
  }, [first])
  const compare = async (file: File | undefined) => {
    if (file !== undefined) setFound({ name: file.name, hash: await sha256Of(await file.arrayBuffer()) })
  }
  const place = found === undefined ? -1 : hashes.indexOf(found.hash)
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
          <Quoting
            word={place < 0 ? 'verify.evidence.unknown' : 'verify.evidence.known'}
            of="name"
            text={found.name}
            values={{ number: place + 1 }}
          />
        </p>
      )}
    </Panel>
  )
}
