import type { QuestItem } from '../api/shapes'

/** What a quest pays: what it promised until both have signed, and then what was really granted. */
export function paidXp(quest: Pick<QuestItem, 'reward' | 'rewardXp'>): number {
  return quest.reward?.xp ?? quest.rewardXp
}
