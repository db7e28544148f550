/** Whether two addresses are the same account, however they are spelled. */
export function sameAddress(one: string | null | undefined, other: string | null | undefined): boolean {
  return one != null && other != null && one.toLowerCase() === other.toLowerCase()
}
