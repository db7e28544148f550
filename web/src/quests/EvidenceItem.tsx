import { IconFileText } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EvidenceFile } from '../api/shapes'
import { PlainButton } from '../design/PlainButton'
import { ReadAloud } from '../design/ReadAloud'
import { useFormat } from '../i18n/useFormat'
import classes from './EvidenceGallery.module.css'
import { evidenceFileQuery } from './evidenceFileQuery'

const endings: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
}

type Props = { questId: string; file: EvidenceFile; number: number }

/** One file: a picture is shown, anything else can be opened. */
export function EvidenceItem({ questId, file, number }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const picture = file.mediaType.startsWith('image/')
  const bytes = useQuery({ ...evidenceFileQuery(questId, file.sha256), enabled: picture })
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (bytes.data === undefined) return
    const made = URL.createObjectURL(bytes.data)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [bytes.data])
  const open = async () => {
    const blob = bytes.data ?? (await bytes.refetch()).data
    if (blob === undefined) return
    const link = document.createElement('a')
    link.href = URL.createObjectURL(blob)
    link.download = `evidence-${number}.${endings[file.mediaType] ?? 'bin'}`
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <PlainButton className={classes.file} onClick={() => void open()}>
      <ReadAloud>{t('quest.file.open', { number, type: file.mediaType })}</ReadAloud>
      {url === undefined ? (
        <span className={classes.icon}>
          <IconFileText size={40} stroke={1.3} aria-hidden="true" />
        </span>
      ) : (
        <img src={url} alt="" className={classes.picture} />
      )}
      <span className={classes.caption}>
        <span>{format.bytes(file.size)}</span>
        <code>{file.sha256.slice(0, 10)}…</code>
      </span>
    </PlainButton>
  )
}
