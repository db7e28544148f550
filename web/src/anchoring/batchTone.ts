import type { Batch } from '../api/shapes'
import type { Tone } from '../design/Pill'

/** The tone that goes with a batch's state. */
export const batchTone: Record<Batch['state'], Tone> = {
  sealed: 'neutral',
  sent: 'amber',
  mined: 'ember',
  finalized: 'spruce',
}
