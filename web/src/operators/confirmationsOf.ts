/** How many blocks confirm what lies in this one, itself counted; a dash while it is in none. */
export function confirmationsOf(
  block: number | null,
  head: number | null,
  format: (value: number) => string,
): string {
  return block === null || head === null ? '–' : format(Math.max(0, head - block + 1))
}
