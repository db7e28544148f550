import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../design/Panel'
import { EvidenceGallery } from '../quests/EvidenceGallery'
import { questQuery } from '../quests/questQuery'
import classes from './Certificate.module.css'
import { ClaimSentence } from './ClaimSentence'
import type { Proof } from './Proof'
import { StepSummary } from './StepSummary'
import { standingOf } from './standingOf'
import type { Verification } from './useVerification'
import { VerdictPanel } from './VerdictPanel'
import { WorkShown } from './WorkShown'

const QrCode = lazy(() => import('../design/QrCode').then((module) => ({ default: module.QrCode })))

type Props = { questId: string; caller: string | undefined; proof: Proof; verification: Verification }

/** The proof as what people frame: the verdict, one sentence, two names, the work and its pictures, and on paper the way back here. */
export function Certificate({ questId, caller, proof, verification }: Props) {
  const { t } = useTranslation()
  const standing = standingOf(verification)
  const texts = verification.report?.steps.find((step) => step.name === 'work-hash')?.result === 'pass'
  const shown = texts && standing !== 'invalid' ? proof.content : undefined
  const quest = useQuery({
    ...questQuery(questId, caller),
    retry: false,
    enabled: (shown?.evidence.length ?? 0) > 0,
  }).data
  // Only files that both have signed for, whatever the service says about the quest.
  const files = quest?.submission?.evidence.filter(
    ({ sha256, mediaType }) =>
      mediaType.startsWith('image/') && shown?.evidence.some((hash) => hash === sha256),
  )
  const link = `${window.location.origin}/proofs/${questId}`
  return (
    <article className={classes.certificate}>
      <VerdictPanel verification={verification} />
      <Panel>
        <ClaimSentence proof={proof} standing={standing} />
        {files !== undefined && files.length > 0 && (
          <div className={classes.pictures}>
            <EvidenceGallery questId={questId} files={files} />
          </div>
        )}
        {shown !== undefined && <WorkShown content={shown} />}
        {verification.report !== undefined && (
          <StepSummary
            steps={verification.steps}
            open={standing === 'invalid' || standing === 'inconclusive'}
          />
        )}
      </Panel>
      <footer className={classes.paper}>
        <Suspense>
          <QrCode text={link} label={t('quest.share.code.label')} />
        </Suspense>
        <p>
          {t('proof.paper')}
          <br />
          <strong>{link}</strong>
        </p>
      </footer>
    </article>
  )
}
