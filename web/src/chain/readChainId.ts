/** A chain id in the forms wallets write it in: hex and decimal text, a number, CAIP-2. Undefined for anything else. */
export function readChainId(given: unknown): number | undefined {
  if (typeof given === 'object' && given !== null && 'chainId' in given) return readChainId(given.chainId)
  const text = String(given)
    .trim()
    .toLowerCase()
    .replace(/^eip155:/, '')
  const number = /^0x[0-9a-f]+$/.test(text)
    ? Number.parseInt(text, 16)
    : /^\d+$/.test(text)
      ? Number(text)
      : Number.NaN
  return Number.isSafeInteger(number) && number > 0 ? number : undefined
}
