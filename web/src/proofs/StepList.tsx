import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconHelpCircle,
  type TablerIcon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Step, type StepResult, stepNames } from './Finding'
import classes from './StepList.module.css'

const icons: Record<StepResult, TablerIcon> = {
  pass: IconCircleCheck,
  fail: IconCircleX,
  inconclusive: IconHelpCircle,
  skipped: IconCircleDashed,
}

/** Every step of the verification with its result, in words, and why. */
export function StepList({ steps }: { steps: Step[] }) {
  const { t } = useTranslation()
  return (
    <ol className={classes.steps}>
      {stepNames.map((name) => {
        const step = steps.find((done) => done.name === name)
        const Icon = step === undefined ? IconCircleDashed : icons[step.result]
        return (
          <li key={name} className={classes.step} data-result={step?.result ?? 'waiting'}>
            <Icon size={26} stroke={1.8} aria-hidden="true" />
            <div className={classes.text}>
              <div className={classes.head}>
                <strong>{t(`verify.step.${name}`)}</strong>
                {step !== undefined && (
                  <span className={classes.result}>{t(`verify.result.${step.result}`)}</span>
                )}
              </div>
              {step !== undefined && <p>{t(step.reason, step.facts ?? {})}</p>}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
