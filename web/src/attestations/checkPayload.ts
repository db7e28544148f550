import type { AttestationPayload, Outcome, Quest, Role, WellKnown } from '../api/shapes'

/**
 * Compares what the server asks to have signed with the quest on the screen, so that the sentence above the button
 * is true. The server is not trusted to send what it shows.
 * @returns the name of the first field that differs, or undefined
 */
export function checkPayload(
  payload: AttestationPayload,
  quest: Quest,
  role: Role,
  outcome: Outcome,
  wellKnown: WellKnown,
): string | undefined {
  const { domain, message, primaryType } = payload
  const exceptional = outcome === 'exceptional'
  const title = quest.visibility === 'parties' ? 'Private quest' : quest.title
  const expected: Record<string, unknown> = {
    quest: title,
    questId: `0x${quest.id.replaceAll('-', '')}`,
    creator: quest.creator,
    performer: quest.performer,
    workHash: quest.submission?.workHash,
    ...(role === 'creator' && {
      outcome,
      xp: exceptional ? Math.floor((quest.rewardXp * 3) / 2) : quest.rewardXp,
      reputation: quest.rewardReputation,
    }),
  }
  if (primaryType !== (role === 'creator' ? 'CreatorAttestation' : 'PerformerAttestation'))
    return 'primaryType'
  if (domain.name !== wellKnown.domain.name || domain.version !== wellKnown.domain.version) return 'domain'
  if (domain.chainId !== wellKnown.domain.chainId) return 'chainId'
  if (!same(domain.verifyingContract, wellKnown.domain.verifyingContract)) return 'verifyingContract'
  for (const [field, value] of Object.entries(expected)) {
    if (!same(message[field], value)) return field
  }
  const known = new Set([...Object.keys(expected), 'deadline'])
  return Object.keys(message).find((field) => !known.has(field))
}

function same(given: unknown, wanted: unknown): boolean {
  if (typeof given === 'string' && typeof wanted === 'string' && wanted.startsWith('0x')) {
    return given.toLowerCase() === wanted.toLowerCase()
  }
  return given === wanted
}
