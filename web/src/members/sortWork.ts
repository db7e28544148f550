import type { QuestItem } from '../api/shapes'
import { sameAddress } from '../quests/sameAddress'

export const workGroups = ['to-do', 'waiting', 'done', 'closed'] as const
export type WorkGroup = (typeof workGroups)[number]

/** Which pile of a member's desk a quest lies on: what they can do now, what others owe, and what is over. */
export function sortWork(quest: QuestItem, me: string): WorkGroup {
  switch (quest.status) {
    case 'COMPLETE':
    case 'RESOLVED':
      return 'done'
    case 'EXPIRED':
    case 'CANCELLED':
      return 'closed'
    case 'CLAIMED':
      return sameAddress(quest.performer, me) ? 'to-do' : 'waiting'
    case 'SUBMITTED':
      return quest.actions.includes('attest') ? 'to-do' : 'waiting'
    default:
      return 'waiting'
  }
}
