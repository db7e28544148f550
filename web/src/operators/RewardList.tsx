import { NativeSelect } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import type { RewardState } from '../api/shapes'
import { unwrap } from '../api/unwrap'
import { ErrorNotice } from '../app/ErrorNotice'
import { Button } from '../design/Button'
import { ConfirmButton } from '../design/ConfirmButton'
import { Controls } from '../design/Controls'
import { EmptyState } from '../design/EmptyState'
import { Pill, type Tone } from '../design/Pill'
import { Skeleton } from '../design/Skeleton'
import stack from '../design/Stack.module.css'
import { type Column, Table } from '../design/Table'
import { useFormat } from '../i18n/useFormat'
import { operatorPoll } from './operatorPoll'
import { useCommand } from './useCommand'

const tones: Record<RewardState, Tone> = {
  earned: 'neutral',
  anchored: 'amber',
  claimed: 'ember',
  final: 'spruce',
  abandoned: 'brick',
  unpayable: 'brick',
}
/** What can be done by hand: whatever waits can be given up, and what was given up can be tried again. */
const actionOf: Partial<Record<RewardState, 'abandon' | 'retry'>> = {
  anchored: 'abandon',
  abandoned: 'retry',
  unpayable: 'retry',
}
const words = Object.keys(tones) as RewardState[] // the record above has every state and nothing else

/** Rewards by state; retry and abandon are confirmed and audited. */
export function RewardList() {
  const { t } = useTranslation()
  const format = useFormat()
  const [state, setState] = useState<RewardState | undefined>()
  const rewards = useInfiniteQuery({
    queryKey: ['operator', 'rewards', state],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        client.GET('/api/v1/operator/rewards', {
          params: { query: { state, cursor: pageParam, limit: 30 } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: operatorPoll,
  })
  const command = useCommand(({ questId, abandon }: { questId: string; abandon: boolean }) => {
    const request = { params: { path: { questId } }, body: {} }
    return unwrap(
      abandon
        ? client.POST('/api/v1/operator/rewards/{questId}/abandon', request)
        : client.POST('/api/v1/operator/rewards/{questId}/retry', request),
    )
  })
  const items = rewards.data?.pages.flatMap((page) => page.items) ?? []
  const byHand: Column<(typeof items)[number]> = {
    head: t('operator.reward.hand'),
    cell({ questId, state }) {
      const action = actionOf[state]
      return (
        action !== undefined && (
          <ConfirmButton
            danger={action === 'abandon'}
            label={t(`operator.reward.${action}`)}
            question={t(`operator.reward.${action}.sure`)}
            pending={command.isPending && command.variables.questId === questId}
            onConfirm={() => command.mutate({ questId, abandon: action === 'abandon' })}
          />
        )
      )
    },
  }
  return (
    <section className={stack.column}>
      <div className={`${stack.row} ${stack.between}`}>
        <h2>{t('operator.rewards.list')}</h2>
        <Controls>
          <NativeSelect
            aria-label={t('operator.state')}
            value={state ?? ''}
            onChange={(event) => setState(words.find((word) => word === event.currentTarget.value))}
            data={[
              { value: '', label: t('operator.rewards.all') },
              ...words.map((word) => ({ value: word, label: t(`operator.reward.${word}`) })),
            ]}
          />
        </Controls>
      </div>
      {rewards.isPending && <Skeleton lines={4} label={t('app.loading')} />}
      {rewards.isError && <ErrorNotice error={rewards.error} onRetry={() => void rewards.refetch()} />}
      {command.isError && <ErrorNotice error={command.error} />}
      {rewards.isSuccess && items.length === 0 && <EmptyState title={t('operator.rewards.none')} />}
      {items.length > 0 && (
        <Table
          rows={items}
          keyOf={({ questId }) => questId}
          columns={[
            {
              head: t('operator.reward.quest'),
              free: true,
              cell: ({ questId, title }) => (
                <Link to="/quests/$questId" params={{ questId }} dir="auto">
                  {title ?? t('operator.reward.private')}
                </Link>
              ),
            },
            {
              head: t('operator.state'),
              cell: ({ state }) => <Pill tone={tones[state]}>{t(`operator.reward.${state}`)}</Pill>,
            },
            {
              head: t('operator.reward.points'),
              cell: ({ xp, reputation }) =>
                t('quest.record', { xp: format.number(xp), reputation: format.number(reputation) }),
            },
            {
              head: t('operator.attempts'),
              free: true,
              cell: ({ tries, lastError }) => (
                <>
                  {tries}
                  {lastError !== null && <div className={`${stack.soft} ${stack.small}`}>{lastError}</div>}
                </>
              ),
            },
            ...(items.some(({ state }) => actionOf[state] !== undefined) ? [byHand] : []),
          ]}
        />
      )}
      {rewards.hasNextPage && (
        <Button
          variant="default"
          loading={rewards.isFetchingNextPage}
          onClick={() => void rewards.fetchNextPage()}
        >
          {t('app.more')}
        </Button>
      )}
    </section>
  )
}
