import { useTranslation } from 'react-i18next'
import type { Quest } from '../api/shapes'
import { DualSeal } from '../design/DualSeal'
import { useFormat } from '../i18n/useFormat'
import { nameOf } from '../members/nameOf'
import classes from './NextStepWords.module.css'
import { nextStep } from './nextStep'
import { paidXp } from './paidXp'
import { sameAddress } from './sameAddress'
import { signedRoles } from './signedRoles'

/** The ring with what it tells, and under it one sentence: who did what, whose turn it is, and until when. */
export function NextStepWords({ quest, me }: { quest: Quest; me: string | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { scene, since, until } = nextStep(quest, me)
  const signed = signedRoles(quest)
  const word = (done: boolean) => t(done ? 'quest.seal.signed' : 'quest.seal.open')
  const other = sameAddress(quest.performer, me) ? quest.creator : (quest.performer ?? quest.creator)
  const facts = {
    name: nameOf(other, quest.people),
    creator: nameOf(quest.creator, quest.people),
    performer: quest.performer === null ? '' : nameOf(quest.performer, quest.people),
    since: since === undefined ? '' : format.ago(since),
    until: until === undefined ? '' : format.plan(until),
    xp: format.number(paidXp(quest)),
    base: format.number(quest.rewardXp),
  }
  return (
    <div className={classes.state}>
      <DualSeal
        creator={signed.creator}
        performer={signed.performer}
        size={56}
        label={t('quest.seal.label', { creator: word(signed.creator), performer: word(signed.performer) })}
      />
      <div>
        <h2 className={classes.title}>{t(`quest.next.${scene}`, facts)}</h2>
        <p>{t(`quest.next.${scene}.text`, facts)}</p>
      </div>
    </div>
  )
}
