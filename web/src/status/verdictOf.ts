import type { ServiceStatus } from '../api/shapes'

/** The page in one word. */
export type Verdict = 'well' | 'late' | 'maintained' | 'troubled' | 'silent'

/** What weighs most: what is switched off on purpose, then what a person told, then what is measured. */
export function verdictOf(status: ServiceStatus | undefined): Verdict {
  if (status === undefined) return 'silent'
  if (status.maintenance !== null) return 'maintained'
  if (status.incidents.some((incident) => incident.state !== 'resolved')) return 'troubled'
  return status.status === 'ok' ? 'well' : 'late'
}
