import { useTranslation } from 'react-i18next'
import { type Step, stepNames } from './Finding'
import { StepList } from './StepList'
import classes from './StepSummary.module.css'

/** One line – how many checks passed – that opens the list of them. Open by itself when one of them did not. */
export function StepSummary({ steps, open }: { steps: Step[]; open: boolean }) {
  const { t } = useTranslation()
  const passed = steps.filter((step) => step.result === 'pass').length
  const unneeded = steps.filter((step) => step.reason === 'verify.reason.nothing-disclosed').length
  return (
    <details className={classes.summary} open={open} data-no-print={open || undefined}>
      <summary>
        {t('verify.steps.passed', { passed, all: stepNames.length })}
        {unneeded > 0 && ` ${t('verify.steps.unneeded')}`}
      </summary>
      <StepList steps={steps} />
    </details>
  )
}
