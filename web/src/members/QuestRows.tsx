import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { People, QuestItem } from '../api/shapes'
import { Pill } from '../design/Pill'
import { useFormat } from '../i18n/useFormat'
import { CategoryIcon } from '../quests/CategoryIcon'
import { PrivateMark } from '../quests/PrivateMark'
import { sameAddress } from '../quests/sameAddress'
import { statusTone } from '../quests/statusTone'
import { useTitle } from '../quests/useTitle'
import { nameOf } from './nameOf'
import classes from './QuestRows.module.css'

type Props = {
  quests: QuestItem[]
  /** Whose list it is. */
  me: string
  people: People
  /** Rows lead to the proofs of what is complete. */
  proofs?: boolean
}

/** Quests as a compact list, seen from one member: what they did for whom, or who did it for them. */
export function QuestRows({ quests, me, people, proofs = false }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const titleOf = useTitle()
  const said = (quest: QuestItem) => {
    const complete = quest.status === 'COMPLETE'
    if (!sameAddress(quest.creator, me))
      return t(complete ? 'member.done-for' : 'member.taken-from', { name: nameOf(quest.creator, people) })
    if (quest.performer === null) return t('member.posted')
    return t(complete ? 'member.done-by' : 'member.taken-by', { name: nameOf(quest.performer, people) })
  }
  return (
    <ul className={classes.rows}>
      {quests.map((quest) => (
        <li key={quest.id} className={classes.row}>
          <CategoryIcon category={quest.category} size={24} />
          <div className={classes.text}>
            <Link
              to={proofs && quest.status === 'COMPLETE' ? '/proofs/$questId' : '/quests/$questId'}
              params={{ questId: quest.id }}
              className={classes.title}
              dir="auto"
            >
              {titleOf(quest)}
            </Link>
            <span className={classes.note}>
              {said(quest)} · {format.ago(quest.completedAt ?? quest.updatedAt)}
            </span>
          </div>
          <span className={classes.marks}>
            <PrivateMark quest={quest} />
            <Pill tone={statusTone[quest.status]}>{t(`quest.status.${quest.status}`)}</Pill>
          </span>
        </li>
      ))}
    </ul>
  )
}
