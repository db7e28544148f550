import { useTranslation } from 'react-i18next'
import type { Quest } from '../api/shapes'
import { Panel } from '../design/Panel'
import { Prose } from '../design/Prose'
import stack from '../design/Stack.module.css'
import { EvidenceGallery } from './EvidenceGallery'

type Props = { quest: Quest; submission: NonNullable<Quest['submission']> }

/** What the performer says was done, with the files. */
export function SubmissionPanel({ quest, submission }: Props) {
  const { t } = useTranslation()
  return (
    <Panel title={t('quest.submission')} labelledBy="submission">
      {submission.text == null ? (
        <p className={stack.soft}>
          {t(quest.visibility === 'parties' ? 'quest.submission.private' : 'quest.erased')}
        </p>
      ) : (
        <Prose text={submission.text} />
      )}
      {submission.evidence.length > 0 && <EvidenceGallery questId={quest.id} files={submission.evidence} />}
    </Panel>
  )
}
