import { isAddress } from './isAddress'
import type { KeptSession } from './sessionStore'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/**
 * Whether a value has what screens rely on before the service has answered. By hand: it is read on every first visit,
 * which no library for it has to wait for.
 */
export function isKeptSession(value: unknown): value is KeptSession {
  if (!isRecord(value) || !isRecord(value.member)) return false
  const { accessToken, refreshToken, freshUntil } = value
  const { address, displayName } = value.member
  return (
    typeof accessToken === 'string' &&
    typeof refreshToken === 'string' &&
    (freshUntil === undefined || typeof freshUntil === 'number') &&
    typeof address === 'string' &&
    isAddress(address) &&
    (displayName === undefined || displayName === null || typeof displayName === 'string')
  )
}
