import type { QuestItem } from '../api/shapes'
import { sameAddress } from '../quests/sameAddress'

export type Pile = 'to-do' | 'waiting' | 'done' | 'closed'
/** What the member can do about a quest now. */
export type Verb = 'hand-in' | 'sign'
/** What somebody else, or the member, has to do next. */
export type Wait = 'taker' | 'invited' | 'work' | 'their-signature' | 'my-work' | 'my-signature'

export type DeskItem = {
  quest: QuestItem
  pile: Pile
  verb?: Verb
  wait?: Wait
  /** The other person, as soon as there is one. */
  other: string | null
  /** When the time for the next step ends, in milliseconds. */
  until?: number
}

/** Where a quest lies on a member's desk: what they can do now, what others owe, and what is over; and until when. */
export function deskItem(quest: QuestItem, me: string): DeskItem {
  const performer = sameAddress(quest.performer, me)
  const other = performer ? quest.creator : quest.performer
  switch (quest.status) {
    case 'COMPLETE':
    case 'RESOLVED':
      return { quest, other, pile: 'done' }
    case 'EXPIRED':
    case 'CANCELLED':
      return { quest, other, pile: 'closed' }
    case 'CLAIMED': {
      const until = quest.claimUntil === null ? undefined : Date.parse(quest.claimUntil)
      return performer
        ? { quest, other, until, pile: 'to-do', verb: 'hand-in', wait: 'my-work' }
        : { quest, other, until, pile: 'waiting', wait: 'work' }
    }
    case 'SUBMITTED': {
      const until = quest.submission === null ? undefined : quest.submission.deadline * 1000
      return quest.actions.includes('attest')
        ? { quest, other, until, pile: 'to-do', verb: 'sign', wait: 'my-signature' }
        : { quest, other, until, pile: 'waiting', wait: 'their-signature' }
    }
    case 'OPEN':
      return {
        quest,
        other,
        until: quest.dueAt === null ? undefined : Date.parse(quest.dueAt),
        pile: 'waiting',
        wait: quest.visibility === 'parties' ? 'invited' : 'taker',
      }
    default:
      return { quest, other, pile: 'waiting' }
  }
}

/** What ends first comes first; what has no end comes last. */
export function byDeadline(one: DeskItem, other: DeskItem): number {
  const end = (item: DeskItem) => item.until ?? Number.POSITIVE_INFINITY
  return end(one) === end(other) ? 0 : end(one) - end(other)
}
