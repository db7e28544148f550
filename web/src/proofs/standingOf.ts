import type { Step } from './Finding'
import type { Verification } from './useVerification'

/** Where a proof stands, in the five words that the screens know. */
export type Standing = 'working' | 'valid' | 'offline' | 'settling' | 'invalid' | 'inconclusive'

const waits = new Set(['verify.reason.not-final', 'verify.reason.status-unknown'])

/** A batch in a block that is not final yet is on its way: nothing about it went wrong. */
export function standingOf({ report }: Verification): Standing {
  if (report === undefined) return 'working'
  const { verdict, steps, offline } = report
  if (verdict === 'valid' && offline) return 'offline'
  if (verdict !== 'inconclusive') return verdict
  const open = steps.filter((step) => step.result === 'inconclusive')
  const onItsWay = open.some(isNotFinal) && open.every((step) => waits.has(step.reason))
  return onItsWay ? 'settling' : 'inconclusive'
}

const isNotFinal = (step: Step) => step.reason === 'verify.reason.not-final'

/** Unix seconds at about which the block is final, as far as the node's own pace tells. */
export function finalAt({ report }: Verification): number | undefined {
  const at = report?.steps.find(isNotFinal)?.facts?.finalAt
  return typeof at === 'number' ? at : undefined
}
