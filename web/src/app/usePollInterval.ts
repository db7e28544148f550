import { use } from 'react'
import { LivenessContext } from './LiveUpdates'

/** How often a screen that shows something moving asks by itself: rarely when events arrive, often when not. */
export function usePollInterval(moving = true): number | false {
  const liveness = use(LivenessContext)
  if (!moving) return false
  return liveness === 'live' ? 30_000 : 4_000
}
