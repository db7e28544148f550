import { HttpResponse, http } from 'msw'
import proof from '../../tests/vectors/proofs/valid.json'
import type { NewQuest, Quest } from '../src/api/shapes'
import { callerOf } from './callerOf'
import { problem } from './problem'
import { attestationBy, makeQuest, submission } from './quest'

const same = (one: string | null, other: string | undefined) => one?.toLowerCase() === other?.toLowerCase()

/** What the API would let this caller do. */
function seenBy(quest: Quest, caller: string | undefined): Quest {
  const creator = same(quest.creator, caller)
  const performer = same(quest.performer, caller)
  const signed = quest.attestations.some((attestation) => same(attestation.attester, caller))
  const actions: Quest['actions'] =
    caller === undefined
      ? []
      : quest.status === 'OPEN'
        ? creator
          ? ['edit', 'cancel']
          : ['claim']
        : quest.status === 'CLAIMED' && performer
          ? ['submit', 'release']
          : quest.status === 'SUBMITTED' && (creator || performer)
            ? [...(signed ? [] : ['attest' as const]), ...(creator ? ['request-revision' as const] : [])]
            : []
  return { ...quest, actions }
}

const fields = (names: string) =>
  names.split(',').map((field) => {
    const [type = '', name = ''] = field.split(' ')
    return { name, type }
  })

function payloadFor(quest: Quest, caller: string | undefined, outcome: string) {
  const asCreator = same(quest.creator, caller)
  const exceptional = outcome === 'exceptional'
  const common = {
    questId: `0x${quest.id.replaceAll('-', '')}`,
    creator: quest.creator,
    performer: quest.performer,
    workHash: submission.workHash,
  }
  const primaryType = asCreator ? 'CreatorAttestation' : 'PerformerAttestation'
  const members = asCreator
    ? 'string quest,string outcome,bytes16 questId,address creator,address performer,bytes32 workHash,uint32 xp,uint32 reputation,uint64 deadline'
    : 'string quest,bytes16 questId,address creator,address performer,bytes32 workHash,uint64 deadline'
  const xp = exceptional ? Math.floor((quest.rewardXp * 3) / 2) : quest.rewardXp
  return {
    types: {
      EIP712Domain: fields('string name,string version,uint256 chainId,address verifyingContract'),
      [primaryType]: fields(members),
    },
    primaryType,
    domain: {
      name: 'CivicForge',
      version: '1',
      chainId: 31337,
      verifyingContract: '0x5FbDB2315678afecb367f032d93F642f64180aa3',
    },
    message: {
      quest: quest.title,
      ...(asCreator && { outcome }),
      ...common,
      ...(asCreator && { xp, reputation: quest.rewardReputation }),
      deadline: submission.deadline,
    },
  }
}

export function questHandlers(v1: string, world: Map<string, Quest>) {
  const find = (id: unknown) => world.get(String(id))
  const change = (id: unknown, next: Partial<Quest>, request: Request) => {
    const quest = find(id)
    if (quest === undefined) return problem(404, 'quest-not-found')
    const changed = { ...quest, ...next, updatedAt: new Date().toISOString() }
    world.set(quest.id, changed)
    return HttpResponse.json(seenBy(changed, callerOf(request)))
  }
  return [
    http.get(`${v1}/quests`, ({ request }) => {
      const query = new URL(request.url).searchParams
      const found = [...world.values()].filter(
        (quest) =>
          (['status', 'category', 'creator', 'performer'] as const).every(
            (key) => !query.has(key) || same(String(quest[key]), query.get(key) ?? ''),
          ) && (quest.title ?? '').toLowerCase().includes((query.get('search') ?? '').toLowerCase()),
      )
      return HttpResponse.json({
        items: found.map((quest) => seenBy(quest, callerOf(request))),
        nextCursor: null,
      })
    }),
    http.post(`${v1}/quests`, async ({ request }) => {
      const body = (await request.json()) as NewQuest
      const quest = makeQuest({
        ...body,
        id: crypto.randomUUID(),
        creator: callerOf(request) ?? '',
        timeline: [],
      } as Partial<Quest>)
      world.set(quest.id, quest)
      return HttpResponse.json(seenBy(quest, callerOf(request)), { status: 201 })
    }),
    http.get(`${v1}/members/:address/quests`, ({ request, params }) => {
      const mine = [...world.values()].filter(
        (quest) =>
          same(quest.creator, String(params.address)) || same(quest.performer, String(params.address)),
      )
      return HttpResponse.json({
        items: mine.map((quest) => seenBy(quest, callerOf(request))),
        nextCursor: null,
      })
    }),
    http.get(`${v1}/quests/:id`, ({ params, request }) => {
      const quest = find(params.id)
      return quest === undefined
        ? problem(404, 'quest-not-found')
        : HttpResponse.json(seenBy(quest, callerOf(request)))
    }),
    http.patch(`${v1}/quests/:id`, async ({ params, request }) =>
      change(params.id, (await request.json()) as Partial<Quest>, request),
    ),
    http.delete(`${v1}/quests/:id`, ({ params, request }) =>
      change(params.id, { status: 'CANCELLED' }, request),
    ),
    http.post(`${v1}/quests/:id/claim`, ({ params, request }) =>
      change(params.id, { status: 'CLAIMED', performer: callerOf(request) ?? null }, request),
    ),
    http.post(`${v1}/quests/:id/release`, ({ params, request }) =>
      change(params.id, { status: 'OPEN', performer: null }, request),
    ),
    http.post(`${v1}/quests/:id/evidence`, () =>
      HttpResponse.json({ sha256: submission.workHash, size: 100, mediaType: 'image/png' }, { status: 201 }),
    ),
    http.get(`${v1}/quests/:id/evidence/:sha256`, () =>
      HttpResponse.arrayBuffer(new TextEncoder().encode('evidence').buffer, {
        headers: { 'content-type': 'text/plain' },
      }),
    ),
    http.post(`${v1}/quests/:id/submit`, async ({ params, request }) => {
      const body = (await request.json()) as { submission: string }
      return change(
        params.id,
        { status: 'SUBMITTED', submission: { ...submission, text: body.submission } },
        request,
      )
    }),
    http.post(`${v1}/quests/:id/request-revision`, ({ params, request }) =>
      change(params.id, { status: 'CLAIMED', submission: null, attestations: [] }, request),
    ),
    http.get(`${v1}/quests/:id/attestation`, ({ params, request }) => {
      const quest = find(params.id)
      if (quest === undefined) return problem(404, 'quest-not-found')
      const outcome = new URL(request.url).searchParams.get('outcome') ?? 'done'
      return HttpResponse.json(payloadFor(quest, callerOf(request), outcome))
    }),
    http.post(`${v1}/quests/:id/attestations`, async ({ params, request }) => {
      const quest = find(params.id)
      if (quest === undefined) return problem(404, 'quest-not-found')
      const role = same(quest.creator, callerOf(request)) ? 'creator' : 'performer'
      const attestations = [...quest.attestations.filter((one) => one.role !== role), attestationBy(role)]
      const complete = attestations.length === 2
      const next: Quest = {
        ...quest,
        attestations,
        status: complete ? 'COMPLETE' : quest.status,
        completedAt: complete ? Math.floor(Date.now() / 1000) : null,
      }
      world.set(quest.id, next)
      const signed = attestationBy(role)
      return HttpResponse.json({ ...signed, quest: seenBy(next, callerOf(request)) }, { status: 201 })
    }),
    http.get(`${v1}/quests/:id/proof`, ({ params }) => {
      const quest = find(params.id)
      if (quest?.status !== 'COMPLETE') return problem(404, 'not-complete')
      return HttpResponse.json(proof, {
        headers: { 'content-type': 'application/vnd.civicforge.proof+json' },
      })
    }),
  ]
}
