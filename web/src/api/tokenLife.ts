/** Renewed this long before it runs out, in milliseconds: a request may be under way for a while. */
const margin = 30_000

/**
 * How long an access token may be used from now on, in milliseconds, or undefined when it does not say. Only the span
 * between its own two times counts: the clock of this device may show anything.
 */
export function tokenLife(accessToken: string): number | undefined {
  try {
    const body = atob((accessToken.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'))
    const { iat, exp } = JSON.parse(body) as { iat?: unknown; exp?: unknown }
    if (typeof iat !== 'number' || typeof exp !== 'number') return undefined
    return Math.max(0, (exp - iat) * 1000 - margin)
  } catch {
    return undefined // no JWT: used until it is refused
  }
}
