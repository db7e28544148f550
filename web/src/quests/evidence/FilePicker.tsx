import { IconPhotoPlus, IconX } from '@tabler/icons-react'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Stats } from '../../api/shapes'
import { useErrorWords } from '../../app/useErrorWords'
import { Button } from '../../design/Button'
import { PlainButton } from '../../design/PlainButton'
import stack from '../../design/Stack.module.css'
import { useFormat } from '../../i18n/useFormat'
import { evidenceMediaTypes } from './evidenceMediaTypes'
import { FileNotTaken } from './FileNotTaken'
import classes from './FilePicker.module.css'
import { UploadThumb } from './UploadThumb'
import type { Upload } from './useEvidenceUploads'

type Props = {
  questId: string
  limits: Stats['limits']
  uploads: Upload[]
  onAdd: (files: File[]) => void
  onRetry: (upload: Upload) => void
  onRemove: (upload: Upload) => void
}

/** Choose or drop files; each row shows what is happening to its file. */
export function FilePicker({ questId, limits, uploads, onAdd, onRetry, onRemove }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const errorWords = useErrorWords()
  const input = useRef<HTMLInputElement>(null)
  const [tooMany, setTooMany] = useState(false)
  const [over, setOver] = useState(false)
  const size = format.bytes(limits.evidenceFileBytes)
  const offer = (files: File[]) => {
    const room = Math.max(0, limits.evidenceFilesPerQuest - uploads.length)
    setTooMany(files.length > room)
    onAdd(files.slice(0, room))
  }
  const nameOf = (upload: Upload, index: number) => {
    if (upload.kept !== undefined) return t('submit.file.kept', { number: index + 1 })
    return upload.earlier === undefined ? upload.name : t('submit.file.earlier', { number: index + 1 })
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    offer([...event.dataTransfer.files])
  }
  return (
    <div className={stack.column}>
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
        <IconPhotoPlus size={36} stroke={1.4} aria-hidden="true" />
        <Button variant="default" onClick={() => input.current?.click()}>
          {t('submit.files.add')}
        </Button>
        <span className={`${stack.soft} ${stack.small}`}>{t('submit.files.drop')}</span>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={t('submit.files.add')}
          accept={evidenceMediaTypes.join(',')}
          onChange={(event) => {
            offer([...(event.currentTarget.files ?? [])])
            event.currentTarget.value = ''
          }}
        />
      </div>
      <p className={`${stack.soft} ${stack.small}`}>
        {t('submit.files.hint', { max: limits.evidenceFilesPerQuest, size })}
      </p>
      {tooMany && (
        <p className={classes.refusal} role="alert">
          {t('submit.file.too-many', { max: limits.evidenceFilesPerQuest })}
        </p>
      )}
      <ul className={classes.list}>
        {uploads.map((upload, index) => (
          <li key={upload.key} className={classes.row}>
            <UploadThumb questId={questId} upload={upload} />
            <div className={classes.file}>
              <span className={classes.name} dir="auto">
                {nameOf(upload, index)}
              </span>
              <span className={classes.note} role="status">
                {format.bytes(upload.size)} ·{' '}
                {t(`submit.file.state.${upload.state}`, { percent: upload.percent })}
                {upload.evidence?.stripped && ` · ${t('submit.file.stripped')}`}
                {upload.evidence?.scaled && ` · ${t('submit.file.scaled')}`}
              </span>
              {upload.error !== undefined && (
                <span className={classes.refusal} role="alert">
                  {upload.error instanceof FileNotTaken
                    ? t(`submit.file.not.${upload.error.reason}`, { size })
                    : errorWords(upload.error).title}
                </span>
              )}
              {(upload.state === 'preparing' || upload.state === 'uploading') && (
                <progress max={100} value={upload.percent} aria-label={upload.name} />
              )}
            </div>
            {upload.state === 'failed' && upload.evidence !== undefined && (
              <Button className={classes.retry} variant="default" size="sm" onClick={() => onRetry(upload)}>
                {t('submit.file.retry')}
              </Button>
            )}
            <PlainButton
              className={classes.remove}
              disabled={upload.state === 'removing'}
              onClick={() => onRemove(upload)}
              aria-label={t('submit.file.remove', { name: nameOf(upload, index) })}
            >
              <IconX size={20} aria-hidden="true" />
            </PlainButton>
          </li>
        ))}
      </ul>
    </div>
  )
}
