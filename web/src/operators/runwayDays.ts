export type Spending = {
  /** Unix seconds. */
  at: number
  wei: bigint
}

/**
 * For how many days a balance lasts if spending goes on as it did.
 * @returns undefined when there is too little to judge by: fewer than two transactions, or less than an hour
 */
export function runwayDays(balance: bigint, spendings: Spending[]): number | undefined {
  const times = spendings.map((spending) => spending.at)
  const seconds = Math.max(...times) - Math.min(...times)
  const spent = spendings.reduce((sum, spending) => sum + spending.wei, 0n)
  if (spendings.length < 2 || seconds < 3_600 || spent === 0n) return undefined
  return (Number(balance) / Number(spent)) * (seconds / 86_400)
}
