import type { Category, QuestSort, QuestStatus } from '../api/shapes'

export const questStatuses = [
  'OPEN',
  'CLAIMED',
  'SUBMITTED',
  'COMPLETE',
  'DISPUTED',
  'RESOLVED',
  'EXPIRED',
  'CANCELLED',
] as const satisfies readonly QuestStatus[]

export const categories = [
  'civic',
  'environmental',
  'social',
  'educational',
  'technical',
  'general',
] as const satisfies readonly Category[]

export const questSorts = [
  'newest',
  'oldest',
  'xp-high',
  'xp-low',
  'reputation-high',
  'reputation-low',
  'deadline',
] as const satisfies readonly QuestSort[]

export type BoardSearch = {
  status?: QuestStatus | 'any'
  search?: string
  category?: Category
  tag?: string
  sort?: QuestSort
  mine?: 'creator' | 'performer'
}

function oneOf<T extends string>(words: readonly T[], value: unknown): T | undefined {
  return words.find((word) => word === value)
}

function text(value: unknown): string | undefined {
  // The router reads `?search=2024` as a number.
  const given = typeof value === 'number' ? String(value) : value
  return typeof given === 'string' && given !== '' ? given.slice(0, 100) : undefined
}

/** Reads the board's filter from the address; what it does not know is dropped. */
export function boardSearch(raw: Record<string, unknown>): BoardSearch {
  return {
    status: oneOf([...questStatuses, 'any'] as const, raw.status),
    search: text(raw.search),
    category: oneOf(categories, raw.category),
    tag: text(raw.tag),
    sort: oneOf(questSorts, raw.sort),
    mine: oneOf(['creator', 'performer'] as const, raw.mine),
  }
}
