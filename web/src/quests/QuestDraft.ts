import type { Category, NewQuest, Quest, Stats } from '../api/shapes'
import { lengthOf, normaliseLine, normaliseText } from './normaliseText'

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
  evidenceRequired: boolean
  private: boolean
}

/** A fault in one field: the words and the numbers that go into them. */
export type DraftFault = {
  word: 'quest.form.length' | 'quest.form.between' | 'quest.form.tags.invalid' | 'quest.form.due.past'
  facts: { min?: number; max?: number }
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
    evidenceRequired: false,
    private: false,
  }
}

export function draftOf(quest: Quest): QuestDraft {
  const due = quest.dueAt === null ? undefined : new Date(quest.dueAt)
  return {
    title: quest.title ?? '',
    description: quest.description ?? '',
    exceptionalCriteria: quest.exceptionalCriteria ?? '',
    category: quest.category,
    tags: quest.tags.join(' '),
    xp: quest.rewardXp,
    reputation: quest.rewardReputation,
    due:
      due === undefined
        ? ''
        : new Date(due.getTime() - due.getTimezoneOffset() * 60_000).toISOString().slice(0, 16),
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
    dueAt: draft.due === '' ? null : new Date(draft.due).toISOString(),
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
  within('title', lengthOf(request.title), limits.title, 'quest.form.length')
  within('description', lengthOf(request.description), limits.description, 'quest.form.length')
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
  const tags = request.tags ?? []
  const pattern = new RegExp(`^[a-z0-9-]{${limits.tagLength.min},${limits.tagLength.max}}$`)
  if (tags.length > limits.tags.max || tags.some((tag) => !pattern.test(tag))) {
    faults.tags = { word: 'quest.form.tags.invalid', facts: { max: limits.tags.max } }
  }
  if (draft.due !== '' && !(Date.parse(draft.due) > now))
    faults.due = { word: 'quest.form.due.past', facts: {} }
  return faults
}
