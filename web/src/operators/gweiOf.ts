/** A gas price in wei (decimal text) as gwei, for showing. */
export function gweiOf(wei: string): number {
  return Number(BigInt(wei) / 10n ** 3n) / 1e6
}
