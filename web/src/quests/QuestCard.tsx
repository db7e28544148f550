import { IconCamera } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { People, QuestItem } from '../api/shapes'
import { Pill } from '../design/Pill'
import { plainText } from '../design/plainText'
import { useFormat } from '../i18n/useFormat'
import { MemberName } from '../members/MemberName'
import { CardWhen } from './CardWhen'
import { CategoryIcon } from './CategoryIcon'
import { PrivateMark } from './PrivateMark'
import { paidXp } from './paidXp'
import classes from './QuestCard.module.css'
import { statusTone } from './statusTone'
import { useTitle } from './useTitle'

/** A quest on the board: what, for how much, what has to be shown, by whom, until when. The whole card is one link. */
export function QuestCard({ quest, people }: { quest: QuestItem; people: People | null | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const title = useTitle()(quest)
  return (
    <article className={classes.card} data-category={quest.category}>
      <div className={classes.top}>
        <CategoryIcon category={quest.category} />
        <span className={classes.category}>{t(`quest.category.${quest.category}`)}</span>
        <PrivateMark quest={quest} />
        {quest.status !== 'OPEN' && (
          <Pill tone={statusTone[quest.status]}>{t(`quest.status.${quest.status}`)}</Pill>
        )}
      </div>
      <h2 className={classes.title} dir="auto">
        <Link to="/quests/$questId" params={{ questId: quest.id }}>
          {title}
        </Link>
      </h2>
      {quest.description !== null && (
        <p className={classes.description} dir="auto">
          {plainText(quest.description)}
        </p>
      )}
      <ul className={classes.marks}>
        <li className={classes.reward}>
          <strong>{t('quest.xp', { amount: format.number(paidXp(quest)) })}</strong>{' '}
          {t('quest.reputation', {
            amount: format.number(quest.reward?.reputation ?? quest.rewardReputation),
          })}
        </li>
        {quest.evidenceRequired && (
          <li className={classes.photo}>
            <IconCamera size={17} stroke={1.8} aria-hidden="true" />
            {t('quest.card.photo')}
          </li>
        )}
      </ul>
      {quest.tags.length > 0 && (
        <p className={classes.tags}>{quest.tags.map((tag) => `#${tag}`).join(' ')}</p>
      )}
      <div className={classes.foot}>
        <MemberName address={quest.creator} people={people} />
        <CardWhen quest={quest} />
      </div>
    </article>
  )
}
