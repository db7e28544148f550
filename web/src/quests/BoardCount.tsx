import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import classes from './BoardPage.module.css'
import type { BoardSearch } from './boardSearch'
import { questCountsQuery } from './questsQuery'

type Props = {
  filter: BoardSearch
  me: string | undefined
  /** Quests that are here by now. */
  here: number
  /** Whether the list goes on. */
  goesOn: boolean
  near: boolean
}

/** How many quests there are, or that these are only similar to what was sought. A list that is here in full counts itself. */
export function BoardCount({ filter, me, here, goesOn, near }: Props) {
  const { t } = useTranslation()
  const counts = useQuery({ ...questCountsQuery(filter, me), enabled: goesOn }).data
  const total = goesOn ? counts?.total : here
  const words = near
    ? t('board.near')
    : total === undefined
      ? ''
      : goesOn && counts?.more === true
        ? t('board.found.more', { total })
        : t('board.found', { count: total })
  return (
    <p className={classes.count} role="status">
      {words}
    </p>
  )
}
