import type { Quest } from '../api/shapes'

let wanted: Quest | undefined

/** What a visitor was about to do when they had to sign in first. It lasts as long as the page. */
export const intention = {
  /** They want to take this quest, as it was shown to them. */
  claim(quest: Quest) {
    wanted = quest
  },
  /** The quest as it was when they wanted to take it; told once. */
  takeClaim(questId: string): Quest | undefined {
    if (wanted?.id !== questId) return undefined
    const quest = wanted
    wanted = undefined
    return quest
  },
}
