export type BatchSearch = { quest?: string }

/** The record whose path the batch page is to show first. */
export function batchSearch(raw: Record<string, unknown>): BatchSearch {
  const quest = typeof raw.quest === 'string' && /^[0-9a-f-]{36}$/.test(raw.quest) ? raw.quest : undefined
  return { quest }
}
