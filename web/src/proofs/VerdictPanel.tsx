import { useTranslation } from 'react-i18next'
import { DualSeal } from '../design/DualSeal'
import type { Verification } from './useVerification'
import classes from './VerdictPanel.module.css'

/** The verdict this browser reached: verified, not verified, or could not check. Nothing else may use these words. */
export function VerdictPanel({ verification }: { verification: Verification }) {
  const { t } = useTranslation()
  const { report } = verification
  const verdict = report?.verdict ?? 'working'
  const ok = (name: string) =>
    report?.steps.some((step) => step.name === name && step.result === 'pass') ?? false
  const checked = verdict === 'valid' && report?.offline === true ? 'offline' : verdict
  return (
    <section className={classes.verdict} data-verdict={verdict} aria-live="polite">
      <DualSeal
        creator={ok('creator-signature')}
        performer={ok('performer-signature')}
        sealed={verdict === 'valid'}
        size={84}
        label={t('verify.seal')}
      />
      <div className={classes.text}>
        <h2>{t(`verify.verdict.${checked}`)}</h2>
        <p>{t(`verify.verdict.${checked}.text`)}</p>
      </div>
    </section>
  )
}
