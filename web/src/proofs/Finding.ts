import type { proofsEn } from './words.en'

/** The named steps of protocol §9, in the order in which they are shown. */
export const stepNames = [
  'format',
  'domain',
  'creator-signature',
  'performer-signature',
  'roles',
  'deadlines',
  'work-hash',
  'signatures-hash',
  'leaf',
  'merkle',
  'anchor',
  'contract-code',
  'time',
  'revocation',
] as const
export type StepName = (typeof stepNames)[number]

export type StepResult = 'pass' | 'fail' | 'skipped' | 'inconclusive'

type Words = keyof typeof proofsEn
export type Reason = Extract<Words, `verify.reason.${string}`>

/** How a step ended, and why, in words of the catalogue with the facts that go into them. */
export type Finding = { result: StepResult; reason: Reason; facts?: Record<string, string | number> }
export type Step = Finding & { name: StepName }

export const pass = (reason: Reason, facts?: Finding['facts']): Finding => ({ result: 'pass', reason, facts })
export const fail = (reason: Reason, facts?: Finding['facts']): Finding => ({ result: 'fail', reason, facts })
export const skipped = (reason: Reason, facts?: Finding['facts']): Finding => ({
  result: 'skipped',
  reason,
  facts,
})
export const inconclusive = (reason: Reason, facts?: Finding['facts']): Finding => ({
  result: 'inconclusive',
  reason,
  facts,
})
