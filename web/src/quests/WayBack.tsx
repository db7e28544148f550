import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { questOf } from '../api/questOf'
import type { Quest } from '../api/shapes'
import { ErrorNotice } from '../app/ErrorNotice'
import { useToast } from '../app/useToast'
import { ConfirmButton } from '../design/ConfirmButton'
import type { Word } from '../i18n/Word'
import { useQuestMove } from './useQuestMove'

type Way = {
  send: (request: { params: { path: { id: string } }; body: Record<string, never> }) => Promise<Quest>
  done: Word
  danger?: true
  /** Where the quest has been closed, other words. */
  closed?: { sure: Word; done: Word }
}

const waysBack = {
  /** Takes handed-in work back to change it, as long as nobody has signed; texts and files stay for the next try. */
  withdraw: {
    send: (request) => questOf(client.POST('/api/v1/quests/{id}/withdraw', request)),
    done: 'quest.action.withdrawn',
  },
  /** Gives a taken quest back: a draft may hang on it, and somebody else may take it at once. */
  release: {
    send: (request) => questOf(client.POST('/api/v1/quests/{id}/release', request)),
    done: 'quest.action.released',
    danger: true,
    closed: { sure: 'quest.action.release.closed.sure', done: 'quest.action.released.closed' },
  },
  /** Cancels an open quest; what it cost is refunded. */
  cancel: {
    send: ({ params }) => questOf(client.DELETE('/api/v1/quests/{id}', { params })),
    done: 'quest.action.cancelled',
    danger: true,
  },
  /** Lets the present performer finish and nobody take the quest after them. */
  close: {
    send: (request) => questOf(client.POST('/api/v1/quests/{id}/close', request)),
    done: 'quest.action.closed',
  },
} as const satisfies Record<string, Way>

/** A way back from where a quest is, after asking once. */
export function WayBack({ quest, to }: { quest: Quest; to: keyof typeof waysBack }) {
  const { t } = useTranslation()
  const toast = useToast()
  const way: Way = waysBack[to]
  const closed = quest.closed ? way.closed : undefined
  const move = useQuestMove(
    quest.id,
    () => way.send({ params: { path: { id: quest.id } }, body: {} }),
    () => toast(t(closed?.done ?? way.done)),
  )
  return (
    <>
      <ConfirmButton
        label={t(`quest.action.${to}`)}
        question={t(closed?.sure ?? `quest.action.${to}.sure`)}
        confirm={t(`quest.action.${to}.confirm`)}
        keep={t(`quest.action.${to}.keep`)}
        variant="subtle"
        danger={way.danger}
        pending={move.isPending}
        onConfirm={() => move.mutate()}
      />
      {move.isError && <ErrorNotice error={move.error} />}
    </>
  )
}
