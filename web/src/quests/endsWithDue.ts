import type { QuestItem } from '../api/shapes'

/** Whether a claim ends because the quest is due, and not by its own term: then the quest expires. */
export function endsWithDue({ claimUntil, dueAt }: QuestItem): boolean {
  return claimUntil !== null && dueAt !== null && Date.parse(dueAt) <= Date.parse(claimUntil)
}
