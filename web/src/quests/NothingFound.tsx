import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../design/Button'
import { EmptyState } from '../design/EmptyState'
import { Skeleton } from '../design/Skeleton'
import stack from '../design/Stack.module.css'
import { type BoardSearch, questStatuses } from './boardSearch'
import { questCountsQuery } from './questsQuery'

type Props = { filter: BoardSearch; me: string | undefined; create: ReactNode }

/** An empty list is not a dead end: what the same filter finds in other states is one click away. */
export function NothingFound({ filter, me, create }: Props) {
  const { t } = useTranslation()
  const { status = 'OPEN', ...others } = filter
  const everywhere = useQuery({
    ...questCountsQuery({ ...filter, status: 'any' }, me),
    enabled: status !== 'any',
  })
  if (everywhere.isLoading) return <Skeleton lines={5} label={t('app.loading')} />
  const filtered = Object.values(others).some((value) => value !== undefined)
  const counts = everywhere.data
  const found = questStatuses.filter((word) => word !== status && (counts?.states[word] ?? 0) > 0)
  const only = found.length === 1 ? found[0] : 'any'
  const inStates =
    status === 'any' || found.length === 0
      ? undefined
      : counts?.more === true
        ? t('board.elsewhere', { here: t(`board.count.${status}`, { count: 0 }), total: counts.total })
        : [status, ...found]
            .map((word) => t(`board.count.${word}`, { count: counts?.states[word] ?? 0 }))
            .join(', ')
  const isNew = !filtered && status === 'OPEN'
  const text = isNew
    ? [t('board.empty.text'), inStates].filter(Boolean).join(' ')
    : inStates === undefined
      ? t('board.no-match.text')
      : undefined
  const title = isNew ? t('board.empty') : (inStates ?? t('board.no-match'))
  return (
    <EmptyState
      title={counts?.near === true ? `${t('board.near')} ${title}` : title}
      action={
        <div className={stack.row}>
          {inStates !== undefined && (
            <Button
              renderRoot={(props) => <Link to="/quests" search={{ ...filter, status: only }} {...props} />}
            >
              {t('board.show')}
            </Button>
          )}
          {isNew ? (
            create
          ) : (
            <Button variant="default" renderRoot={(props) => <Link to="/quests" search={{}} {...props} />}>
              {t('board.clear')}
            </Button>
          )}
        </div>
      }
    >
      {text}
    </EmptyState>
  )
}
