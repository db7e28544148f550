import type { Quest } from '../api/shapes'

/** When the present term of the performer began: the claim, or the last time the work went back. */
export function takenAt(quest: Quest): string | undefined {
  return quest.timeline.findLast((entry) => entry.to === 'CLAIMED' && entry.from !== 'CLAIMED')?.at
}
