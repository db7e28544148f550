import type { Step } from './Finding'

export type Verdict = 'valid' | 'invalid' | 'inconclusive'

/** Any fail makes it invalid, else anything undecided makes it inconclusive; what was skipped does not count. */
export function verdictOf(steps: Step[]): Verdict {
  if (steps.some((step) => step.result === 'fail')) return 'invalid'
  return steps.some((step) => step.result === 'inconclusive') ? 'inconclusive' : 'valid'
}
