import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { DualSeal } from '../design/DualSeal'
import { useFormat } from '../i18n/useFormat'
import { finalAt, standingOf } from './standingOf'
import type { Verification } from './useVerification'
import classes from './VerdictPanel.module.css'

type Props = {
  verification: Verification
  /** Takes the focus when the verdict is there, since it stands in the place of what was asked with. */
  focused?: boolean
  children?: ReactNode
}

/** The verdict this browser reached: verified, on its way, not verified, or could not check. Nothing else may use these words. */
export function VerdictPanel({ verification, focused = false, children }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const heading = useRef<HTMLHeadingElement>(null)
  const { report } = verification
  const standing = standingOf(verification)
  const final = finalAt(verification)
  const ok = (name: string) =>
    report?.steps.some((step) => step.name === name && step.result === 'pass') ?? false
  const done = standing !== 'working'
  useEffect(() => {
    if (done && focused) heading.current?.focus()
  }, [done, focused])
  return (
    <section className={classes.verdict} data-verdict={standing}>
      <DualSeal
        creator={ok('creator-signature')}
        performer={ok('performer-signature')}
        sealed={standing === 'valid'}
        size={72}
        label={t('verify.seal')}
      />
      <div className={classes.text} role="status">
        <h2 ref={heading} tabIndex={-1}>
          {t(`verify.verdict.${standing}`)}
        </h2>
        <p>
          {standing === 'settling' && final !== undefined
            ? t('verify.verdict.settling.at', { when: format.moment(final) })
            : t(`verify.verdict.${standing}.text`)}
        </p>
        {children}
      </div>
    </section>
  )
}
