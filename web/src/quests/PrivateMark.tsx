import { IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { QuestItem } from '../api/shapes'
import classes from './PrivateMark.module.css'

/** A lock and the word on every view of a quest that only two people see. */
export function PrivateMark({ quest }: { quest: Pick<QuestItem, 'visibility'> }) {
  const { t } = useTranslation()
  if (quest.visibility !== 'parties') return null
  return (
    <span className={classes.mark}>
      <IconLock size={15} aria-hidden="true" />
      {t('quest.private.word')}
    </span>
  )
}
