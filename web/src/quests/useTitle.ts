import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { QuestItem } from '../api/shapes'

/** The title that goes into everything public about a private quest (protocol §3). */
const covered = 'Private quest'

/** What a quest is called on the screen. */
export function useTitle() {
  const { t } = useTranslation()
  return useCallback(
    ({ title, visibility }: Pick<QuestItem, 'title' | 'visibility'>) =>
      title === null
        ? t('quest.erased')
        : visibility === 'parties' && title === covered
          ? t('quest.private.title')
          : title,
    [t],
  )
}
