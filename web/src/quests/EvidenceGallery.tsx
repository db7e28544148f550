import { useTranslation } from 'react-i18next'
import type { EvidenceFile } from '../api/shapes'
import classes from './EvidenceGallery.module.css'
import { EvidenceItem } from './EvidenceItem'

/** The files of a submission, in the order they are hashed in. */
export function EvidenceGallery({ questId, files }: { questId: string; files: EvidenceFile[] }) {
  const { t } = useTranslation()
  return (
    <ul className={classes.gallery} aria-label={t('quest.files')}>
      {files.map((file, index) => (
        <li key={file.sha256} className={classes.item}>
          <EvidenceItem questId={questId} file={file} number={index + 1} />
        </li>
      ))}
    </ul>
  )
}
