import type { Category, NewQuest, Quest, Stats } from '../api/shapes'
import { readDue, writeDue } from './dueTime'
import { lengthOf, normaliseLine, normaliseText, titleLength } from './normaliseText'

/** What the quest form holds while somebody types. */
export type QuestDraft = {
  title: string
  description: string
  exceptionalCriteria: string
  category: Category
  tags: string
  xp: number | ''
  reputation: number | ''
  /** Local date and time as an input field writes it, or empty. */
  due: string
  /** Days to hand in after the quest is taken. */
  claimDays: number | ''
  /** The moment that `due` stood for when editing began, with the seconds that the field does not show. */
  dueWas?: { text: string; at: string }
  evidenceRequired: boolean
  private: boolean
}

/** A fault in one field: the words and the numbers that go into them. */
export type DraftFault = {
  word:
    | 'quest.form.title.missing'
    | 'quest.form.description.missing'
    | 'quest.form.length'
    | 'quest.form.between'
    | 'quest.form.tags.invalid'
    | 'quest.form.due.past'
    | 'quest.form.due.unreadable'
    | 'quest.form.due.late'
  facts: { min?: number; max?: number; year?: number }
}

export type DraftFaults = Partial<Record<keyof QuestDraft, DraftFault>>

export function emptyDraft(limits: Stats['limits']): QuestDraft {
  return {
    title: '',
    description: '',
    exceptionalCriteria: '',
    category: 'civic',
    tags: '',
    xp: limits.defaultRewardXp,
    reputation: limits.defaultRewardReputation,
    due: '',
    claimDays: limits.claimDays,
    evidenceRequired: false,
    private: false,
  }
}

export function draftOf(quest: Quest): QuestDraft {
  const due = quest.dueAt === null ? '' : writeDue(quest.dueAt)
  return {
    title: quest.title ?? '',
    description: quest.description ?? '',
    exceptionalCriteria: quest.exceptionalCriteria ?? '',
    category: quest.category,
    tags: quest.tags.join(' '),
    xp: quest.rewardXp,
    reputation: quest.rewardReputation,
    due,
    claimDays: quest.claimDays,
    dueWas: quest.dueAt === null ? undefined : { text: due, at: quest.dueAt },
    evidenceRequired: quest.evidenceRequired,
    private: quest.visibility === 'parties',
  }
}

function tagsOf(text: string): string[] {
  return [
    ...new Set(
      text
        .toLowerCase()
        .split(/[\s,#]+/)
        .filter((tag) => tag !== ''),
    ),
  ]
}

/** The request the draft stands for, normalised as protocol §3 wants it. */
export function toRequest(draft: QuestDraft) {
  const exceptional = normaliseText(draft.exceptionalCriteria).trim()
  return {
    title: normaliseLine(draft.title),
    description: normaliseText(draft.description).trim(),
    exceptionalCriteria: exceptional === '' ? null : exceptional,
    category: draft.category,
    tags: tagsOf(draft.tags),
    rewardXp: Number(draft.xp),
    rewardReputation: Number(draft.reputation),
    dueAt: draft.due === draft.dueWas?.text ? draft.dueWas.at : (readDue(draft.due)?.toISOString() ?? null),
    claimDays: Number(draft.claimDays),
    evidenceRequired: draft.evidenceRequired,
    visibility: draft.private ? 'parties' : 'public',
  } satisfies NewQuest
}

/** Checks a draft against the limits the service publishes. */
export function faultsOf(draft: QuestDraft, limits: Stats['limits'], now = Date.now()): DraftFaults {
  const faults: DraftFaults = {}
  const request = toRequest(draft)
  const within = (
    field: keyof QuestDraft,
    size: number,
    { min, max }: { min: number; max: number },
    word: DraftFault['word'],
  ) => {
    if (!(size >= min && size <= max)) faults[field] = { word, facts: { min, max } }
  }
  const [title, description] = [titleLength(request.title), lengthOf(request.description)]
  within('title', title, limits.title, title === 0 ? 'quest.form.title.missing' : 'quest.form.length')
  within(
    'description',
    description,
    limits.description,
    description === 0 ? 'quest.form.description.missing' : 'quest.form.length',
  )
  if (request.exceptionalCriteria !== null) {
    within(
      'exceptionalCriteria',
      lengthOf(request.exceptionalCriteria),
      limits.exceptionalCriteria,
      'quest.form.length',
    )
  }
  within('xp', draft.xp === '' ? Number.NaN : draft.xp, limits.rewardXp, 'quest.form.between')
  within(
    'reputation',
    draft.reputation === '' ? Number.NaN : draft.reputation,
    limits.rewardReputation,
    'quest.form.between',
  )
  within(
    'claimDays',
    draft.claimDays === '' ? Number.NaN : draft.claimDays,
    limits.claimDaysRange,
    'quest.form.between',
  )
  const tags = request.tags ?? []
  const pattern = new RegExp(`^[a-z0-9-]{${limits.tagLength.min},${limits.tagLength.max}}$`)
  if (tags.length > limits.tags.max || tags.some((tag) => !pattern.test(tag))) {
    faults.tags = { word: 'quest.form.tags.invalid', facts: { max: limits.tags.max } }
  }
  const due = dueFault(draft.due, limits.dueBefore, now)
  if (due !== undefined) faults.due = due
  return faults
}

function dueFault(text: string, before: string, now: number): DraftFault | undefined {
  if (text === '') return undefined
  const due = readDue(text)
  if (due === undefined) return { word: 'quest.form.due.unreadable', facts: {} }
  if (due.getTime() <= now) return { word: 'quest.form.due.past', facts: {} }
  if (due.getTime() < Date.parse(before)) return undefined
  return { word: 'quest.form.due.late', facts: { year: new Date(before).getUTCFullYear() } }
}
