import type { Quest } from '../api/shapes'
import { sameAddress } from './sameAddress'

export type QuestEvent = {
  /** As on the wire: text, or unix seconds where it is signed. */
  at: string | number
  by: string | null
  word:
    | 'OPEN'
    | 'CLAIMED'
    | 'SUBMITTED'
    | 'COMPLETE'
    | 'DISPUTED'
    | 'RESOLVED'
    | 'EXPIRED'
    | 'CANCELLED'
    | 'released'
    | 'ran-out'
    | 'revision'
    | 'withdrawn'
    | 'edited'
    | 'closed'
    | 'signed'
  reason: string | null
}

/** What happened to a quest, oldest first: its moves, and the single signatures between them. */
export function eventsOf(quest: Quest): QuestEvent[] {
  const moves = quest.timeline.map((entry): QuestEvent => {
    const { at, by, reason } = entry
    if (entry.from === entry.to)
      return entry.to === 'OPEN'
        ? { at, by, word: 'edited', reason }
        : { at, by, word: 'closed', reason: null }
    if (entry.from === 'CLAIMED' && entry.to === 'OPEN')
      return by === null ? { at, by, word: 'ran-out', reason: null } : { at, by, word: 'released', reason }
    if (entry.from === 'SUBMITTED' && entry.to === 'CLAIMED')
      return { at, by, word: sameAddress(by, quest.creator) ? 'revision' : 'withdrawn', reason }
    // The second signature completes the quest, and stands on its own line.
    if (entry.to === 'COMPLETE') return { at, by: null, word: 'COMPLETE', reason }
    return { at, by, word: entry.to, reason }
  })
  const signatures = quest.attestations.map(
    ({ attester, receivedAt }): QuestEvent => ({
      at: receivedAt,
      by: attester,
      word: 'signed',
      reason: null,
    }),
  )
  // Signatures are timed in whole seconds: one in the second of a move belongs after it, but before COMPLETE.
  const rank = (event: QuestEvent) => (event.word === 'signed' ? 1 : event.word === 'COMPLETE' ? 2 : 0)
  const second = ({ at }: QuestEvent) => (typeof at === 'number' ? at : Math.floor(Date.parse(at) / 1000))
  return [...moves, ...signatures].sort(
    (one, other) => second(one) - second(other) || rank(one) - rank(other),
  )
}
