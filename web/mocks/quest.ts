import type { Quest } from '../src/api/shapes'
import { names, people } from './people'

const hash = (digit: string) => `0x${digit.repeat(64)}`
const hour = 3_600_000

export const ago = (hours: number) => new Date(Date.now() - hours * hour).toISOString()
export const ahead = (hours: number) => new Date(Date.now() + hours * hour).toISOString()

/** A quest shaped exactly as wire.md says; open, public, and changed by what a test needs. */
export function makeQuest(change: Partial<Quest> = {}): Quest {
  return {
    id: '01950c3e-7a2b-7c4d-8e5f-0123456789ab',
    title: 'Plant three young oaks in the community garden',
    description:
      'Dig, plant and water **three young oaks** along the south fence.\n\n- holes twice as wide as the root ball\n- a bucket of water each\n- a stake against the wind',
    exceptionalCriteria: 'Mulched as well, with a hand-lettered sign for each tree.',
    category: 'environmental',
    tags: ['garden', 'trees'],
    rewardXp: 101,
    rewardReputation: 10,
    evidenceRequired: true,
    dueAt: ahead(74),
    claimDays: 14,
    claimUntil: null,
    nudgedAt: null,
    visibility: 'public',
    status: 'OPEN',
    creator: people.creator,
    performer: null,
    submission: null,
    closed: false,
    revision: null,
    attestations: [],
    completedAt: null,
    anchoring: null,
    reward: null,
    timeline: [{ at: ago(50), by: people.creator, from: null, to: 'OPEN', reason: null }],
    timelineCursor: null,
    requests: null,
    requestedAt: null,
    actions: ['claim'],
    people: names,
    createdAt: ago(50),
    updatedAt: ago(3),
    ...change,
  }
}

const claimed = [
  ...makeQuest().timeline,
  { at: ago(30), by: people.performer, from: 'OPEN' as const, to: 'CLAIMED' as const, reason: null },
]

const submitted = [
  ...claimed,
  { at: ago(2), by: people.performer, from: 'CLAIMED' as const, to: 'SUBMITTED' as const, reason: null },
]

export const submission = {
  text: 'All three are planted, watered and staked. The soil by the gate is stony, so that one sits half a metre to the left.',
  evidence: [
    { sha256: hash('1'), size: 48_210, mediaType: 'image/png' },
    { sha256: hash('2'), size: 182_004, mediaType: 'application/pdf' },
  ],
  workHash: hash('3'),
  submittedAt: ago(2),
  deadline: Math.floor(Date.now() / 1000) + 30 * 86_400,
}

const receipt = {
  attestation: hash('a'),
  attester: people.creator,
  receivedAt: Math.floor(Date.now() / 1000) - 600,
  anchorBy: 0,
  leaf: hash('0'),
  signature: `0x${'5'.repeat(130)}`,
}

export function attestationBy(
  role: 'creator' | 'performer',
  complete = false,
): Quest['attestations'][number] {
  const attester = people[role]
  return {
    role,
    attester,
    kind: 'ecdsa',
    digest: hash('a'),
    outcome: role === 'creator' ? 'done' : null,
    receivedAt: complete
      ? Math.floor(Date.now() / 1000) - (role === 'creator' ? 4_000 : 3_600)
      : receipt.receivedAt,
    receipt: { ...receipt, attester },
    completionReceipt: complete
      ? { ...receipt, attester, anchorBy: Math.floor(Date.now() / 1000) + 3_000, leaf: hash('b') }
      : null,
  }
}

/** What the creator wants otherwise, with the work as it was. */
export const revision: NonNullable<Quest['revision']> = {
  reason: 'Lovely so far! The third oak is missing its stake, and a photo from the gate would help.',
  at: ago(1),
  by: people.creator,
  submission: { text: submission.text, evidence: submission.evidence },
}

/** The same quest at each stage of its life. */
export const stages = {
  open: makeQuest(),
  claimed: makeQuest({
    status: 'CLAIMED',
    performer: people.performer,
    claimUntil: ahead(74),
    timeline: claimed,
    actions: ['submit', 'release'],
  }),
  sentBack: makeQuest({
    status: 'CLAIMED',
    performer: people.performer,
    claimUntil: ahead(74),
    revision,
    timeline: [
      ...submitted,
      { at: revision.at, by: people.creator, from: 'SUBMITTED', to: 'CLAIMED', reason: revision.reason },
    ],
    actions: ['submit', 'release'],
  }),
  expired: makeQuest({
    status: 'EXPIRED',
    performer: people.performer,
    dueAt: ago(3),
    timeline: [...claimed, { at: ago(3), by: null, from: 'CLAIMED', to: 'EXPIRED', reason: null }],
    actions: [],
  }),
  privateOpen: makeQuest({
    title: 'Help me carry a wardrobe down four floors',
    visibility: 'parties',
    category: 'social',
    tags: [],
    requests: [{ address: people.performer, at: ago(1) }],
    actions: ['edit', 'cancel'],
  }),
  submitted: makeQuest({
    status: 'SUBMITTED',
    performer: people.performer,
    submission,
    timeline: submitted,
    actions: ['attest', 'request-revision'],
  }),
  half: makeQuest({
    status: 'SUBMITTED',
    performer: people.performer,
    submission,
    timeline: submitted,
    attestations: [attestationBy('creator')],
    actions: ['nudge'],
  }),
  complete: makeQuest({
    status: 'COMPLETE',
    performer: people.performer,
    submission,
    timeline: [
      ...submitted,
      { at: ago(1), by: people.performer, from: 'SUBMITTED', to: 'COMPLETE', reason: null },
    ],
    attestations: [attestationBy('creator', true), attestationBy('performer', true)],
    completedAt: Math.floor(Date.now() / 1000) - 3_600,
    anchoring: {
      state: 'mined',
      batchId: 41,
      root: hash('c'),
      anchorBy: Math.floor(Date.now() / 1000) + 1_200,
      transactionHash: hash('d'),
    },
    reward: { state: 'anchored', xp: 101, reputation: 10, transactionHash: null },
    actions: [],
  }),
} satisfies Record<string, Quest>
