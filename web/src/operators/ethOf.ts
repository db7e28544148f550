/** Wei in decimal text as ether, for showing; precise enough for a balance, never used to calculate. */
export function ethOf(wei: string): number {
  return Number(BigInt(wei) / 10n ** 12n) / 1e6
}
