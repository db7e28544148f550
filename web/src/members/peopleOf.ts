import type { People } from '../api/shapes'

/** The names of all pages of a list that are here so far. */
export function peopleOf(pages: { people?: People | null }[] | undefined): People {
  return Object.assign({}, ...(pages?.map((page) => page.people) ?? []))
}
