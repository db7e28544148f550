const day = 86_400_000

/**
 * The last moment to hand in: the claim's own term, or the due date where that comes first.
 * @param from when the term began
 */
export function handInBy(
  from: string | number,
  dueAt: string | null,
  claimDays: number,
): { at: Date; due: boolean } {
  const term = new Date(from).getTime() + claimDays * day
  const due = dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(dueAt)
  return { at: new Date(Math.min(term, due)), due: due <= term }
}
