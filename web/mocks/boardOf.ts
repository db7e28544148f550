import type { Quest } from '../src/api/shapes'
import { names } from './people'

const nameOf = (address: string | null) =>
  new Map(Object.entries(names)).get(address ?? '')?.displayName ?? ''

/** What a quest is found by: its title and the names of its two people. */
const searched = (quest: Quest) =>
  `${quest.title} ${nameOf(quest.creator)} ${nameOf(quest.performer)}`.toLowerCase()

/** Whether a text has what was typed, or has it but for one letter too many. */
const has = (text: string, typed: string) => text.includes(typed)
const nearlyHas = (text: string, typed: string) =>
  [...typed].some((_, left) => text.includes(typed.slice(0, left) + typed.slice(left + 1)))

/** The quests of the mock service that a filter of the board finds, and whether they only have similar words. */
export function boardOf(quests: Quest[], query: URLSearchParams): { found: Quest[]; near: boolean } {
  const seen = quests.filter(({ visibility }) => visibility === 'public')
  const typed = (query.get('search') ?? '').toLowerCase()
  const near = typed !== '' && !seen.some((quest) => has(searched(quest), typed))
  const found = seen.filter(
    (quest) =>
      (['status', 'category', 'creator', 'performer'] as const).every((key) => {
        const wanted = query.get(key)
        return wanted === null || String(quest[key]).toLowerCase() === wanted.toLowerCase()
      }) &&
      (!query.has('tag') || quest.tags.includes(query.get('tag') ?? '')) &&
      (near ? nearlyHas : has)(searched(quest), typed),
  )
  return { found, near: near && found.length > 0 }
}
