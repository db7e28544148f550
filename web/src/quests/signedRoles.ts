import type { Quest, Role } from '../api/shapes'

/** Which of the two have signed the current submission. */
export function signedRoles(quest: Quest): Record<Role, boolean> {
  const has = (role: Role) => quest.attestations.some((attestation) => attestation.role === role)
  const complete = quest.status === 'COMPLETE'
  return { creator: complete || has('creator'), performer: complete || has('performer') }
}
