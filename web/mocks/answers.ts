import type {
  AlarmItem,
  AnchoringOverview,
  Batch,
  CommandItem,
  IndexerStatus,
  LedgerItem,
  Me,
  Measure,
  Notification,
  OperatorReward,
  ServiceStatus,
  Session,
  SessionInfo,
  Stats,
  Transaction,
  WellKnown,
} from '../src/api/shapes'
import { names, people } from './people'
import { ago, ahead, stages } from './quest'

const hash = (digit: string) => `0x${digit.repeat(64)}`

export const limits: Stats['limits'] = {
  title: { min: 5, max: 200 },
  description: { min: 20, max: 2000 },
  exceptionalCriteria: { min: 1, max: 500 },
  submission: { min: 10, max: 2000 },
  disputeReason: { min: 20, max: 1000 },
  revisionReason: { min: 10, max: 1000 },
  displayName: { min: 1, max: 50 },
  bio: { min: 0, max: 500 },
  tags: { min: 0, max: 5 },
  tagLength: { min: 2, max: 30 },
  rewardXp: { min: 10, max: 1000 },
  rewardReputation: { min: 1, max: 100 },
  defaultRewardXp: 100,
  defaultRewardReputation: 10,
  questCost: 1,
  signUpPoints: 10,
  signUpPointsWhen: 'at-once',
  grantPoints: { min: 1, max: 100 },
  completionPoints: 2,
  openClaims: 10,
  openQuests: 20,
  openRequests: 10,
  requestsPerQuest: 50,
  claimsPerQuest: 3,
  evidenceFileBytes: 10_485_760,
  evidenceFilesPerQuest: 10,
  evidenceQuestBytes: 52_428_800,
  evidenceMemberBytesPerDay: 104_857_600,
  evidenceMemberBytes: 1_073_741_824,
  evidencePixels: 50_000_000,
  attestationDays: 30,
  claimDays: 14,
  claimDaysRange: { min: 1, max: 90 },
  claimReminderDays: [3, 1],
  signingReminderDays: [3, 7, 12],
  nudgeHours: 24,
  dueBefore: '2200-01-01T00:00:00Z',
}

export const stats: Stats = {
  asOf: ago(0),
  members: 128,
  quests: {
    OPEN: 7,
    CLAIMED: 1,
    SUBMITTED: 2,
    COMPLETE: 312,
    DISPUTED: 0,
    RESOLVED: 3,
    EXPIRED: 9,
    CANCELLED: 4,
  },
  attestations: 627,
  completions: 312,
  waitingToBeAnchored: 4,
  xpEarned: 34_120,
  reputationEarned: 3_300,
  limits,
}

export const status: ServiceStatus = {
  asOf: ago(0),
  status: 'ok',
  anchoring: { status: 'ok', oldestWaitingSeconds: 720, promisedSeconds: 3600 },
  indexing: { status: 'ok', blocksBehind: 0 },
  maintenance: null,
  incidents: [],
}

export const wellKnown: WellKnown = {
  service: 'CivicForge',
  version: '0.1.0',
  domain: {
    name: 'CivicForge',
    version: '1',
    chainId: 31337,
    verifyingContract: '0x5FbDB2315678afecb367f032d93F642f64180aa3',
  },
  contracts: {
    registry: '0x5FbDB2315678afecb367f032d93F642f64180aa3',
    distributor: '0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512',
    reputation: '0xCafac3dD18aC6c6e92c921884f9E4176737C052c',
  },
  chain: { id: 31337, name: 'Development', rpcHint: 'http://127.0.0.1:8545', explorer: null },
  receiptKey: '0xa0Ee7A142d267C1f36714E4a8F75612F20a79720',
  policy: { anchorWithin: 3600, finality: 'finalized' },
}

export function profileOf(address: string): Me {
  const known = Object.entries(names).find(([one]) => one.toLowerCase() === address.toLowerCase())
  return {
    address,
    displayName: known?.[1].displayName ?? null,
    bio: 'Happy in old clothes, with a spade in hand.',
    xp: 1_240,
    reputation: 118,
    createdAt: ago(24 * 90),
    creationPoints: 8,
    unread: 2,
    roles: address.toLowerCase() === people.operator.toLowerCase() ? ['member', 'operator'] : ['member'],
  }
}

export function sessionOf(address: string): Session {
  return {
    accessToken: `access-${address}`,
    refreshToken: `refresh-${address}`,
    expiresAt: new Date(Date.now() + 900_000).toISOString(),
    member: profileOf(address),
  }
}

export const notifications: Notification[] = [
  {
    position: 3,
    at: ago(1),
    kind: 'quest.submitted',
    by: people.performer,
    questId: stages.submitted.id,
    title: stages.submitted.title,
    visibility: 'public',
    as: 'creator',
    read: false,
  },
  {
    position: 2,
    at: ago(5),
    kind: 'quest.requested',
    by: null,
    questId: stages.open.id,
    title: 'Private quest',
    visibility: 'parties',
    as: 'creator',
    read: false,
  },
  {
    position: 1,
    at: ago(50),
    kind: 'reward.final',
    by: null,
    questId: stages.complete.id,
    title: stages.complete.title,
    visibility: 'public',
    as: 'performer',
    read: true,
  },
]

export const sessions: SessionInfo[] = [
  {
    id: '01950c3e-0000-7000-8000-000000000001',
    createdAt: ago(2),
    lastUsedAt: ago(0),
    expiresAt: ahead(700),
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0 Safari/537.36',
    current: true,
  },
  {
    id: '01950c3e-0000-7000-8000-000000000002',
    createdAt: ago(90),
    lastUsedAt: ago(26),
    expiresAt: ahead(600),
    userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5) Version/18.5 Safari/604.1',
    current: false,
  },
]

export const ledger: LedgerItem[] = [
  {
    at: ago(1),
    kind: 'xp',
    amount: 101,
    reason: 'completion',
    questId: '01950c3e-7a2b-7c4d-8e5f-0000000000c4',
  },
  {
    at: ago(1),
    kind: 'reputation',
    amount: 10,
    reason: 'completion',
    questId: '01950c3e-7a2b-7c4d-8e5f-0000000000c4',
  },
  {
    at: ago(40),
    kind: 'creation',
    amount: -1,
    reason: 'quest-cost',
    questId: '01950c3e-7a2b-7c4d-8e5f-0123456789ab',
  },
  { at: ago(200), kind: 'creation', amount: 10, reason: 'sign-up', questId: null },
]

const states = ['sealed', 'sent', 'mined', 'finalized', 'finalized', 'finalized', 'finalized'] as const

export const batches: Batch[] = states.map((state, index) => ({
  batchId: index === 0 ? null : 43 - index,
  root: hash('fedcba9'[index] ?? 'e'),
  state,
  leafCount: [4, 61, 118, 97, 35, 240, 12][index] ?? 1,
  sealedAt: ago(index + 0.1),
  anchoredAt: index < 2 ? null : ago(index),
  transactionHash: index < 1 ? null : hash('d'),
  blockNumber: index < 2 ? null : 1_020 - index * 30,
}))

export const anchoring: AnchoringOverview = {
  pauseReason: null,
  leaseHolder: 'anchorer-1',
  waitingPairs: 4,
  oldestWaitingSeconds: 72,
  batches: { sealed: 1, sent: 1, mined: 1, finalized: 38 },
  signers: [
    { address: people.creator, kind: 'anchor', balance: '41240000000000000000' },
    { address: people.performer, kind: 'claim', balance: null },
  ],
  alarms: ['payout: The payout account has 0 wei. Refill it.'],
  foreign: [],
  jobs: [
    {
      name: 'relay',
      status: 'failing',
      reason: 'eth_call: no answer from node:8545 within 10 s.',
      lastRunAt: ago(0.01),
      lastSucceededAt: ago(3),
      failures: 4,
    },
    {
      name: 'seal',
      status: 'ok',
      reason: null,
      lastRunAt: ago(0.001),
      lastSucceededAt: ago(0.001),
      failures: 0,
    },
  ],
}

export const alarms: AlarmItem[] = [
  {
    id: 3,
    kind: 'key-empty',
    subject: 'payout',
    detail: `The payout account ${people.performer} has 0 wei, and a claim may cost 500000000000000. Refill it.`,
    count: 12,
    firstSeenAt: ago(2),
    lastSeenAt: ago(0.01),
    endedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
  },
]

export const measures: Measure[] = Array.from({ length: 12 }, (_, index) => ({
  at: ago(24 - 2 * index),
  completed: 20 + index,
  final: 19 + index,
  waiting: [4, 9, 30, 61, 22, 8, 3, 2, 7, 4, 5, 4][index] ?? 0,
  secondsP50: index === 4 ? null : 300 + 40 * index,
  secondsP95: index === 4 ? null : 900 + 55 * index,
  weiPerPair: index === 4 ? null : '92000000000000',
}))

export const commands: CommandItem[] = [
  {
    id: 7,
    kind: 'resume-anchoring',
    questId: null,
    member: null,
    amount: null,
    note: null,
    requestedBy: people.operator,
    requestedAt: ago(20),
    doneAt: ago(20),
    result: 'resumed',
  },
]

export const transactions: Transaction[] = states.slice(1).map((_, index) => ({
  id: 60 - index,
  kind: index === 2 ? 'claim' : 'anchor',
  purpose: index === 2 ? 'claim:40' : `anchor:${42 - index}`,
  state:
    (['sent', 'mined', 'confirmed', 'finalized', 'finalized', 'superseded'] as const)[index] ?? 'finalized',
  batchId: index === 2 ? null : 42 - index,
  nonce: 58 - index,
  sender: index === 2 ? people.performer : people.creator,
  minedHash: index === 0 ? null : hash(String(index)),
  blockNumber: index === 0 ? null : 1_000 - index * 20,
  gasUsed: index === 0 ? null : 73_412,
  gasPrice: index === 0 ? null : '1250000000',
  alarm: null,
  quests:
    index === 2 ? [{ id: '01950c3e-7a2b-7c4d-8e5f-000000000000', title: 'Plant three young oaks' }] : [],
  plannedAt: ago(index),
  changedAt: ago(index),
  attempts: Array.from({ length: index === 0 ? 3 : 1 }, (_, attempt) => ({
    hash: hash(index === 3 ? 'd' : String(attempt + 1)),
    maxFeePerGas: '2400000000',
    maxPriorityFeePerGas: '1000000000',
    signedAt: ago(index),
    lastSentAt: ago(index),
    sends: 1,
    lastError: null,
  })),
}))

export const rewards: OperatorReward[] = (['abandoned', 'anchored', 'claimed', 'final'] as const).map(
  (state, index) => ({
    questId: `01950c3e-7a2b-7c4d-8e5f-00000000000${index}`,
    title: index === 3 ? null : 'Plant three young oaks',
    nextAt: null,
    performer: people.performer,
    xp: 101,
    reputation: 10,
    state,
    tries: state === 'abandoned' ? 5 : 1,
    lastError: state === 'abandoned' ? 'the wallet no longer accepts the signature' : null,
    transactionHash: state === 'final' ? hash('d') : null,
  }),
)

export const indexer: IndexerStatus = {
  headNumber: 1_024,
  number: 1_024,
  finalizedNumber: 1_022,
  rereadNumber: 1_022,
  updatedAt: ago(0.001),
  haltedReason: null,
  reorgCount: 23,
  reorgs: [
    { foundAt: ago(3), fromNumber: 1_011, fromHash: hash('e'), ancestorNumber: 1_009, blocks: 2 },
    { foundAt: ago(90), fromNumber: 512, fromHash: hash('f'), ancestorNumber: 511, blocks: 1 },
  ],
  findings: [],
}
