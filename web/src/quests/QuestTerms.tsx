import { useTranslation } from 'react-i18next'
import type { Quest } from '../api/shapes'
import { type Fact, Facts } from '../design/Facts'
import { Figure } from '../design/Figure'
import stack from '../design/Stack.module.css'
import { useFormat } from '../i18n/useFormat'

/** Reward, deadline and what has to be shown. */
export function QuestTerms({ quest }: { quest: Quest }) {
  const { t } = useTranslation()
  const format = useFormat()
  const facts: Fact[] = []
  if (quest.dueAt !== null) {
    facts.push({
      term: t('quest.deadline'),
      detail: `${format.moment(quest.dueAt)} (${format.ago(quest.dueAt)})`,
    })
  }
  if (quest.evidenceRequired) {
    facts.push({ term: t('quest.evidence-required'), detail: t('quest.evidence-required.yes') })
  }
  return (
    <>
      <Figure
        label={t('quest.reward')}
        value={t('quest.xp', { amount: format.number(quest.rewardXp) })}
        note={t('quest.reputation', { amount: format.number(quest.rewardReputation) })}
      />
      {quest.exceptionalCriteria !== null && quest.exceptionalCriteria !== '' && (
        <p className={`${stack.soft} ${stack.small}`}>
          {t('quest.reward.exceptional', { amount: format.number(Math.floor((quest.rewardXp * 3) / 2)) })}
        </p>
      )}
      {facts.length > 0 && <Facts facts={facts} />}
    </>
  )
}
