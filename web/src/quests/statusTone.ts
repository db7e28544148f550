import type { QuestStatus } from '../api/shapes'
import type { Tone } from '../design/Pill'

/** The tone that goes with a state's word. */
export const statusTone: Record<QuestStatus, Tone> = {
  OPEN: 'spruce',
  CLAIMED: 'amber',
  SUBMITTED: 'ember',
  COMPLETE: 'spruce',
  DISPUTED: 'brick',
  RESOLVED: 'neutral',
  EXPIRED: 'neutral',
  CANCELLED: 'neutral',
}
