/** The first and last digits of an address, enough to tell two apart on a card. */
export function shortAddress(address: string): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`
}
