import type { People } from '../api/shapes'
import { isolated } from '../i18n/isolated'
import { shortAddress } from './shortAddress'

/** What a sentence calls a member: the name, or the short address of who has none. */
export function nameOf(address: string, people: People | null | undefined): string {
  const name = people?.[address]?.displayName
  return name == null ? shortAddress(address) : isolated(name)
}
