import { useTranslation } from 'react-i18next'
import { Quoting } from '../i18n/Quoting'
import { useFormat } from '../i18n/useFormat'
import { MemberLink } from '../members/MemberLink'
import classes from './ClaimSentence.module.css'
import type { Proof } from './Proof'
import type { Standing } from './standingOf'

/** What the proof says, in one sentence and two people. Until every step has passed it is only what a file claims, and looks it. */
export function ClaimSentence({ proof, standing }: { proof: Proof; standing: Standing }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { completed } = proof
  const holds = standing === 'valid' || standing === 'offline' || standing === 'settling'
  return (
    <div className={classes.claim} data-holds={holds}>
      <p className={classes.sentence}>
        {!holds && <span className={classes.prefix}>{t('proof.claims')}</span>}
        <Quoting
          word={`proof.sentence.${proof.outcome}`}
          of="title"
          text={proof.title ?? t('quest.erased')}
          values={{ day: format.day(completed.completedAt) }}
        />
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
