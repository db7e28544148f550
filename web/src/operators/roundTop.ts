/** The top of an axis from zero: the least 1, 2 or 5 times a power of ten that leaves room above the highest bar. */
export function roundTop(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, highest)))
  return power * ([1, 2, 5, 10, 20].find((step) => step * power > highest) ?? 20)
}
