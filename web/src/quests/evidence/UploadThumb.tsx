import { IconFileText, IconPhoto } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { evidenceFileQuery } from '../evidenceFileQuery'
import classes from './FilePicker.module.css'
import type { Upload } from './useEvidenceUploads'

/** A small picture of a file in the list, as it will be seen; a sign for what is not a picture. */
export function UploadThumb({ questId, upload }: { questId: string; upload: Upload }) {
  const onServer = upload.kept ?? upload.earlier
  const mediaType = (onServer ?? upload.evidence)?.mediaType ?? ''
  const picture = mediaType.startsWith('image/')
  const stored = useQuery({
    ...evidenceFileQuery(questId, onServer?.sha256 ?? ''),
    enabled: picture && onServer !== undefined,
  }).data
  const bytes = upload.evidence?.bytes
  const chosen = useMemo(
    () => (picture && bytes !== undefined ? new Blob([bytes], { type: mediaType }) : undefined),
    [picture, bytes, mediaType],
  )
  const blob = stored ?? chosen
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (blob === undefined) return
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  if (url !== undefined) return <img className={classes.thumb} src={url} alt="" />
  const Icon = picture ? IconPhoto : IconFileText
  return (
    <span className={classes.thumb}>
      <Icon size={26} stroke={1.4} aria-hidden="true" />
    </span>
  )
}
