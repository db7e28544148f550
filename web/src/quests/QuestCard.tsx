import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { QuestItem } from '../api/shapes'
import { Pill } from '../design/Pill'
import { plainText } from '../design/plainText'
import { useFormat } from '../i18n/useFormat'
import { Avatar } from '../members/Avatar'
import { shortAddress } from '../members/shortAddress'
import { CategoryIcon } from './CategoryIcon'
import classes from './QuestCard.module.css'
import { statusTone } from './statusTone'

/** A quest on the board: what, for how much, by whom, until when. The whole card is one link. */
export function QuestCard({ quest }: { quest: QuestItem }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <article className={classes.card} data-category={quest.category}>
      <div className={classes.top}>
        <CategoryIcon category={quest.category} />
        <span className={classes.category}>{t(`quest.category.${quest.category}`)}</span>
        {quest.status !== 'OPEN' && (
          <Pill tone={statusTone[quest.status]}>{t(`quest.status.${quest.status}`)}</Pill>
        )}
      </div>
      <h2 className={classes.title}>
        <Link to="/quests/$questId" params={{ questId: quest.id }}>
          {quest.title ?? t('quest.erased')}
        </Link>
      </h2>
      {quest.description !== null && <p className={classes.description}>{plainText(quest.description)}</p>}
      <div className={classes.reward}>
        <strong>{t('quest.xp', { amount: format.number(quest.rewardXp) })}</strong>
        <span>{t('quest.reputation', { amount: format.number(quest.rewardReputation) })}</span>
      </div>
      <div className={classes.foot}>
        <span className={classes.by}>
          <Avatar address={quest.creator} size={22} />
          {shortAddress(quest.creator)}
        </span>
        <span>
          {quest.dueAt !== null && quest.status === 'OPEN'
            ? t('quest.due', { when: format.ago(quest.dueAt) })
            : format.ago(quest.createdAt)}
        </span>
      </div>
    </article>
  )
}
