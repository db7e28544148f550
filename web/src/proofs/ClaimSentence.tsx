import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/useFormat'
import { MemberLink } from '../members/MemberLink'
import classes from './ClaimSentence.module.css'
import type { Proof } from './Proof'

/** What the proof says, in one sentence and two people. It is a claim until the steps below it have passed. */
export function ClaimSentence({ proof }: { proof: Proof }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { completed } = proof
  return (
    <div className={classes.claim}>
      <p className={classes.sentence}>
        {t(`proof.sentence.${proof.outcome}`, {
          title: proof.title ?? t('quest.erased'),
          day: format.day(completed.completedAt),
        })}
      </p>
      <div className={classes.people}>
        <div className={classes.person} data-role="creator">
          <span>{t('quest.role.creator')}</span>
          <MemberLink address={completed.creator} />
        </div>
        <div className={classes.person} data-role="performer">
          <span>{t('quest.role.performer')}</span>
          <MemberLink address={completed.performer} />
        </div>
      </div>
      <p className={classes.points}>
        {t('quest.xp', { amount: format.number(completed.xp) })} ·{' '}
        {t('quest.reputation', { amount: format.number(completed.reputation) })}
      </p>
    </div>
  )
}
