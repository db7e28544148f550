import type { Quest } from '../api/shapes'
import { endsWithDue } from './endsWithDue'
import { handInBy } from './handInBy'
import { sameAddress } from './sameAddress'
import { signedRoles } from './signedRoles'
import { takenAt } from './takenAt'

/** Where a quest stands for whoever looks; each has a heading and mostly a sentence under `quest.next`. */
export type Scene =
  | 'open'
  | 'open-own'
  | 'open-private'
  | 'overdue'
  | 'claimed'
  | 'claimed-mine'
  | 'claimed-mine-due'
  | 'claimed-mine-closed'
  | 'sent-back'
  | 'sent-back-mine'
  | 'taken-back-mine'
  | 'submitted'
  | 'look'
  | 'look-signed'
  | 'wait-performer'
  | 'sign'
  | 'sign-last'
  | 'wait-creator'
  | 'complete'
  | 'exceptional'
  | 'disputed'
  | 'resolved'
  | 'expired'
  | 'expired-given-back'
  | 'expired-taken'
  | 'cancelled'

export type NextStep = {
  scene: Scene
  /** When what the sentence speaks of happened. */
  since?: string
  /** Until when it can be done. */
  until?: string | number | Date
}

/** What a quest waits for, seen by `me`. */
export function nextStep(quest: Quest, me: string | undefined, now = Date.now()): NextStep {
  const creator = sameAddress(quest.creator, me)
  const performer = sameAddress(quest.performer, me)
  switch (quest.status) {
    case 'OPEN':
      return open(quest, creator, now)
    case 'CLAIMED':
      return claimed(quest, performer)
    case 'SUBMITTED':
      return submitted(quest, creator, performer)
    case 'COMPLETE': {
      const verdict = quest.attestations.find((attestation) => attestation.role === 'creator')?.outcome
      return { scene: verdict === 'exceptional' ? 'exceptional' : 'complete' }
    }
    case 'EXPIRED': {
      const last = quest.timeline.at(-1)
      const taken = quest.timeline.some((entry) => entry.to === 'CLAIMED')
      return {
        scene: last?.from === 'CLAIMED' ? 'expired-taken' : taken ? 'expired-given-back' : 'expired',
        since: quest.dueAt ?? last?.at,
      }
    }
    case 'CANCELLED':
      return { scene: 'cancelled' }
    case 'DISPUTED':
      return { scene: 'disputed' }
    case 'RESOLVED':
      return { scene: 'resolved' }
  }
}

function open(quest: Quest, own: boolean, now: number): NextStep {
  if (quest.dueAt !== null && Date.parse(quest.dueAt) <= now) return { scene: 'overdue', since: quest.dueAt }
  if (own) return { scene: quest.visibility === 'parties' ? 'open-private' : 'open-own' }
  return { scene: 'open', until: handInBy(quest, now) }
}

function claimed(quest: Quest, performer: boolean): NextStep {
  const due = endsWithDue(quest)
  const back = lastReturn(quest)
  const step = { since: takenAt(quest), until: quest.claimUntil ?? undefined }
  if (back === 'performer') return { scene: performer ? 'taken-back-mine' : 'claimed', ...step }
  if (back === 'creator') return { scene: performer ? 'sent-back-mine' : 'sent-back', ...step }
  if (!performer) return { scene: 'claimed', ...step }
  if (quest.closed && !due) return { scene: 'claimed-mine-closed', ...step }
  return { scene: due ? 'claimed-mine-due' : 'claimed-mine', ...step }
}

/** Who made the work go back, if that is how the quest came to be under way. */
function lastReturn(quest: Quest): 'creator' | 'performer' | undefined {
  const last = quest.timeline.findLast((entry) => entry.to === 'CLAIMED' && entry.from !== 'CLAIMED')
  if (last?.from !== 'SUBMITTED') return undefined
  return sameAddress(last.by, quest.performer) ? 'performer' : 'creator'
}

function submitted(quest: Quest, creator: boolean, performer: boolean): NextStep {
  const signed = signedRoles(quest)
  const step = { since: quest.submission?.submittedAt, until: quest.submission?.deadline }
  if (creator) {
    if (signed.creator) return { scene: 'wait-performer', ...step }
    return { scene: signed.performer ? 'look-signed' : 'look', ...step }
  }
  if (performer) {
    if (signed.performer) return { scene: 'wait-creator', ...step }
    return { scene: signed.creator ? 'sign-last' : 'sign', ...step }
  }
  return { scene: 'submitted', ...step }
}
