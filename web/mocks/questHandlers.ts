import { HttpResponse, http } from 'msw'
import proof from '../../tests/vectors/proofs/valid.json'
import type { NewQuest, Quest } from '../src/api/shapes'
import { boardOf } from './boardOf'
import { callerOf } from './callerOf'
import { names } from './people'
import { problem } from './problem'
import { ahead, attestationBy, makeQuest, revision, submission } from './quest'

const same = (one: string | null, other: string | undefined) => one?.toLowerCase() === other?.toLowerCase()

/** The key of every private quest's link. */
export const questKey = 'k3y-of-the-link-of-a-private-quest'

const etag = (quest: Quest) => `"${quest.rewardXp}.${quest.title?.length}.${quest.description?.length}"`

/** A quest and the tag of its terms. */
const shown = (quest: Quest) => HttpResponse.json(quest, { headers: { etag: etag(quest) } })

/** A private quest for who holds the key of its link; nothing for who does not. */
function keyed(quest: Quest, request: Request): Quest | undefined {
  if (request.headers.get('quest-key') !== questKey) return undefined
  const mine = quest.requests?.find(({ address }) => same(address, callerOf(request)))
  return {
    ...quest,
    title: 'Private quest',
    description: null,
    exceptionalCriteria: null,
    timeline: [],
    tags: [],
    requests: null,
    requestedAt: mine?.at ?? null,
    actions: [mine === undefined ? 'ask' : 'take-back'],
  }
}

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
          : quest.status === 'CLAIMED' && creator && !quest.closed
            ? ['close']
            : quest.status === 'SUBMITTED' && (creator || performer)
              ? [
                  ...(signed ? [] : ['attest' as const]),
                  ...(creator ? ['request-revision' as const] : []),
                  ...(performer && quest.attestations.length === 0 ? ['withdraw' as const] : []),
                  ...(quest.nudgedAt === null && (signed || (performer && quest.attestations.length === 0))
                    ? ['nudge' as const]
                    : []),
                ]
              : []
  return { ...quest, actions, requests: creator ? quest.requests : null }
}

// Two pixels, spruce and ember.
const picture = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR4nGPgj/e9GSEHAAbJAgtly8SiAAAAAElFTkSuQmCC'),
  (character) => character.charCodeAt(0),
)

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
      quest: quest.visibility === 'parties' ? 'Private quest' : quest.title,
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
    return shown(seenBy(changed, callerOf(request)))
  }
  return [
    http.get(`${v1}/quests`, ({ request }) => {
      const { found, near } = boardOf([...world.values()], new URL(request.url).searchParams)
      const items = found.map((quest) => seenBy(quest, callerOf(request)))
      return HttpResponse.json({ items, nextCursor: null, people: names, near })
    }),
    http.get(`${v1}/quests/counts`, ({ request }) => {
      const { found, near } = boardOf([...world.values()], new URL(request.url).searchParams)
      const states: Record<string, number> = {}
      for (const { status } of found) states[status] = (states[status] ?? 0) + 1
      return HttpResponse.json({ total: found.length, more: false, states, near })
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
        people: names,
      })
    }),
    http.get(`${v1}/quests/:id`, ({ params, request }) => {
      const quest = find(params.id)
      if (quest === undefined) return problem(404, 'quest-not-found')
      const caller = callerOf(request)
      const party = same(quest.creator, caller) || same(quest.performer, caller)
      const seen = quest.visibility === 'public' || party ? seenBy(quest, caller) : keyed(quest, request)
      return seen === undefined ? problem(404, 'quest-not-found') : shown(seen)
    }),
    http.patch(`${v1}/quests/:id`, async ({ params, request }) =>
      change(params.id, (await request.json()) as Partial<Quest>, request),
    ),
    http.delete(`${v1}/quests/:id`, ({ params, request }) =>
      change(params.id, { status: 'CANCELLED' }, request),
    ),
    http.post(`${v1}/quests/:id/claim`, ({ params, request }) => {
      const quest = find(params.id)
      const caller = callerOf(request) ?? ''
      if (quest?.visibility === 'parties') {
        if (request.headers.get('quest-key') !== questKey) return problem(404, 'quest-not-found')
        const others = quest.requests?.filter(({ address }) => !same(address, caller)) ?? []
        const requests = [...others, { address: caller, at: new Date().toISOString() }]
        world.set(quest.id, { ...quest, requests })
        return HttpResponse.json({ requested: true }, { status: 202 })
      }
      const wanted = request.headers.get('if-match')
      if (quest !== undefined && wanted !== null && wanted !== etag(quest))
        return problem(412, 'quest-changed')
      const entry = {
        at: new Date().toISOString(),
        by: caller,
        from: 'OPEN',
        to: 'CLAIMED',
        reason: null,
      } as const
      return change(
        params.id,
        {
          status: 'CLAIMED',
          performer: caller,
          claimUntil: ahead(14 * 24),
          timeline: [...(quest?.timeline ?? []), entry],
        },
        request,
      )
    }),
    http.delete(`${v1}/quests/:id/claim`, ({ params, request }) => {
      const quest = find(params.id)
      if (quest === undefined) return problem(404, 'quest-not-found')
      const requests = quest.requests?.filter(({ address }) => !same(address, callerOf(request))) ?? []
      world.set(quest.id, { ...quest, requests })
      return new HttpResponse(null, { status: 204 })
    }),
    http.post(`${v1}/quests/:id/link`, () => HttpResponse.json({ key: questKey })),
    http.post(`${v1}/quests/:id/accept`, async ({ params, request }) => {
      const { address } = (await request.json()) as { address: string }
      const entry = {
        at: new Date().toISOString(),
        by: address,
        from: 'OPEN',
        to: 'CLAIMED',
        reason: null,
      } as const
      const timeline = [...(find(params.id)?.timeline ?? []), entry]
      const taken = { status: 'CLAIMED', performer: address, claimUntil: ahead(14 * 24) } as const
      return change(params.id, { ...taken, requests: null, timeline }, request)
    }),
    http.post(`${v1}/quests/:id/withdraw`, ({ params, request }) => {
      const quest = find(params.id)
      const by = callerOf(request) ?? ''
      const at = new Date().toISOString()
      const entry = { at, by, from: 'SUBMITTED', to: 'CLAIMED', reason: null } as const
      const next: Partial<Quest> = {
        status: 'CLAIMED',
        claimUntil: ahead(14 * 24),
        submission: null,
        timeline: [...(quest?.timeline ?? []), entry],
        revision: {
          reason: null,
          at,
          by,
          submission: {
            text: quest?.submission?.text ?? null,
            evidence: quest?.submission?.evidence ?? [],
          },
        },
      }
      return change(params.id, next, request)
    }),
    http.post(`${v1}/quests/:id/nudge`, ({ params, request }) =>
      change(params.id, { nudgedAt: new Date().toISOString() }, request),
    ),
    http.post(`${v1}/quests/:id/close`, ({ params, request }) =>
      change(params.id, { closed: true }, request),
    ),
    http.post(`${v1}/quests/:id/release`, ({ params, request }) =>
      change(params.id, { status: 'OPEN', performer: null, claimUntil: null }, request),
    ),
    http.post(`${v1}/quests/:id/evidence`, () =>
      HttpResponse.json({ sha256: submission.workHash, size: 100, mediaType: 'image/png' }, { status: 201 }),
    ),
    http.get(`${v1}/quests/:id/evidence`, () => HttpResponse.json({ items: [] })),
    http.delete(`${v1}/quests/:id/evidence/:sha256`, () => new HttpResponse(null, { status: 204 })),
    http.get(`${v1}/quests/:id/evidence/:sha256`, () =>
      HttpResponse.arrayBuffer(picture.buffer as ArrayBuffer, { headers: { 'content-type': 'image/png' } }),
    ),
    http.post(`${v1}/quests/:id/submit`, async ({ params, request }) => {
      const body = (await request.json()) as { submission: string; evidence: string[] }
      const evidence = submission.evidence.filter(({ sha256 }) => body.evidence.includes(sha256))
      return change(
        params.id,
        {
          status: 'SUBMITTED',
          claimUntil: null,
          revision: null,
          submission: { ...submission, text: body.submission, evidence },
        },
        request,
      )
    }),
    http.post(`${v1}/quests/:id/request-revision`, ({ params, request }) =>
      change(
        params.id,
        { status: 'CLAIMED', claimUntil: ahead(14 * 24), submission: null, attestations: [], revision },
        request,
      ),
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
