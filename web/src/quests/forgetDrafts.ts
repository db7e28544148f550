/** Forgets every unfinished text on this device. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith('civicforge.draft.')) localStorage.removeItem(key)
  } catch {
    // storage is blocked: there is nothing to forget
  }
}
