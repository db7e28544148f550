import { IconAlarm, IconCalendarDue } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { QuestItem } from '../api/shapes'
import { useFormat } from '../i18n/useFormat'
import classes from './QuestCard.module.css'

const urgent = 48 * 3_600_000

/** Until when, with a calendar, or since when, in words: nobody takes one for the other. What is urgent stands out. */
export function CardWhen({ quest }: { quest: QuestItem }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (quest.completedAt !== null)
    return <span>{t('quest.card.done', { when: format.ago(quest.completedAt) })}</span>
  const pending = quest.status === 'OPEN' || quest.status === 'CLAIMED'
  if (quest.dueAt === null || !pending)
    return <span>{t('quest.card.posted', { when: format.ago(quest.createdAt) })}</span>
  const left = Date.parse(quest.dueAt) - Date.now()
  const soon = left < urgent
  const Icon = soon ? IconAlarm : IconCalendarDue
  return (
    <span className={classes.when} data-soon={soon || undefined} title={format.moment(quest.dueAt)}>
      <Icon size={17} stroke={1.8} aria-hidden="true" />
      {t(left > 0 ? 'quest.due' : 'quest.was-due', { when: format.ago(quest.dueAt) })}
    </span>
  )
}
