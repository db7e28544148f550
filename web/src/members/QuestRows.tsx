import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { QuestItem } from '../api/shapes'
import { Pill } from '../design/Pill'
import { useFormat } from '../i18n/useFormat'
import { CategoryIcon } from '../quests/CategoryIcon'
import { sameAddress } from '../quests/sameAddress'
import { statusTone } from '../quests/statusTone'
import classes from './QuestRows.module.css'

/** Quests as a compact list, seen from one member. */
export function QuestRows({ quests, me }: { quests: QuestItem[]; me: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <ul className={classes.rows}>
      {quests.map((quest) => (
        <li key={quest.id} className={classes.row}>
          <CategoryIcon category={quest.category} size={24} />
          <div className={classes.text}>
            <Link to="/quests/$questId" params={{ questId: quest.id }} className={classes.title}>
              {quest.title ?? t('quest.erased')}
            </Link>
            <span className={classes.note}>
              {t(sameAddress(quest.creator, me) ? 'member.posted' : 'member.taken')} ·{' '}
              {format.ago(quest.updatedAt)}
            </span>
          </div>
          <Pill tone={statusTone[quest.status]}>{t(`quest.status.${quest.status}`)}</Pill>
        </li>
      ))}
    </ul>
  )
}
