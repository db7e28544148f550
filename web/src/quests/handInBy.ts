import type { QuestItem } from '../api/shapes'

const day = 86_400_000

/** The last moment to hand in for who takes the quest at `from`: its term, or the due date where that comes first. */
export function handInBy(quest: Pick<QuestItem, 'dueAt' | 'claimDays'>, from: number): Date {
  const due = quest.dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(quest.dueAt)
  return new Date(Math.min(from + quest.claimDays * day, due))
}
