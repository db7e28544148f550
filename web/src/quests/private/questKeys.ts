const prefix = 'civicforge.key.'
const held = new Map<string, string>()

/**
 * The keys of links to private quests that this tab was opened with. They stand after `#key=` in the link and go to
 * the service in the header `Quest-Key` only; kept as long as the tab, so that a reload does not lose them.
 */
export const questKeys = {
  get(questId: string): string | undefined {
    try {
      return held.get(questId) ?? sessionStorage.getItem(prefix + questId) ?? undefined
    } catch {
      return held.get(questId) // storage is blocked: the key lives as long as the page
    }
  },
  keep(questId: string, key: string): void {
    held.set(questId, key)
    try {
      sessionStorage.setItem(prefix + questId, key)
    } catch {
      // as above
    }
  },
}

/** The key in a link's fragment, if there is one. */
export function keyIn(hash: string): string | undefined {
  return /^#?key=([A-Za-z0-9_-]{16,100})$/.exec(hash)?.[1]
}
