import type { Quest } from '../api/shapes'

const terms = [
  'title',
  'description',
  'exceptionalCriteria',
  'rewardXp',
  'rewardReputation',
  'dueAt',
  'claimDays',
  'evidenceRequired',
  'category',
  'tags',
] as const

export type Term = (typeof terms)[number]
export type ChangedTerm = { [Key in Term]: { term: Key; before: Quest[Key]; after: Quest[Key] } }[Term]

/** What somebody who has read one version of a quest does not know about another. */
export function changedTerms(read: Quest, now: Quest): ChangedTerm[] {
  return terms
    .filter((term) => JSON.stringify(read[term]) !== JSON.stringify(now[term]))
    .map((term) => ({ term, before: read[term], after: now[term] }) as ChangedTerm)
}
