export type RecordSearch = { search?: string }

/** Reads what is sought from the address; anything but a text is dropped. */
export function recordSearch(raw: Record<string, unknown>): RecordSearch {
  // The router reads `?search=42` as a number.
  const given = typeof raw.search === 'number' ? String(raw.search) : raw.search
  const text = typeof given === 'string' ? given.trim().slice(0, 200) : ''
  return { search: text === '' ? undefined : text }
}
