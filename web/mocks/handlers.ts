import { HttpResponse, http } from 'msw'
import type { Quest } from '../src/api/shapes'
import * as answers from './answers'
import { callerOf } from './callerOf'
import { notificationHandlers } from './notificationHandlers'
import { problem } from './problem'
import { questHandlers } from './questHandlers'
import { makeWorld } from './world'

const page = <T>(items: T[]) => HttpResponse.json({ items, nextCursor: null })
const accepted = () => new HttpResponse(null, { status: 202 })

/** A whole service in memory, in the shapes of wire.md. */
export function makeHandlers(world: Map<string, Quest> = makeWorld()) {
  const v1 = '*/api/v1'
  return [
    http.get('*/.well-known/civicforge.json', () => HttpResponse.json(answers.wellKnown)),
    http.get('*/health/ready', () => HttpResponse.json({ status: 'ready', checks: [] })),
    http.get(`${v1}/events`, () => new HttpResponse(null, { status: 204 })), // 204 tells EventSource to stop
    http.get(`${v1}/stats`, () => HttpResponse.json(answers.stats)),
    http.get(`${v1}/status`, () => HttpResponse.json(answers.status)),
    http.post(`${v1}/auth/nonce`, () =>
      HttpResponse.json({
        nonce: 'abcdefghijklmnopqrstuvwx',
        expiresAt: new Date(Date.now() + 300_000).toISOString(),
      }),
    ),
    http.post(`${v1}/auth/siwe`, async ({ request }) => {
      const { message } = (await request.json()) as { message: string }
      const address = /0x[0-9a-fA-F]{40}/.exec(message)?.[0]
      return address === undefined
        ? problem(400, 'siwe-malformed')
        : HttpResponse.json(answers.sessionOf(address))
    }),
    http.post(`${v1}/auth/refresh`, async ({ request }) => {
      const { refreshToken } = (await request.json()) as { refreshToken: string }
      return HttpResponse.json(answers.sessionOf(refreshToken.replace('refresh-', '')))
    }),
    http.post(`${v1}/auth/logout`, () => new HttpResponse(null, { status: 204 })),
    http.get(`${v1}/auth/sessions`, () => page(answers.sessions)),
    http.delete(`${v1}/auth/sessions`, () => new HttpResponse(null, { status: 204 })),
    http.delete(`${v1}/auth/sessions/:id`, () => new HttpResponse(null, { status: 204 })),
    http.get(`${v1}/me`, ({ request }) => {
      const caller = callerOf(request)
      return caller === undefined
        ? problem(401, 'unauthenticated')
        : HttpResponse.json(answers.profileOf(caller))
    }),
    http.patch(`${v1}/me`, async ({ request }) =>
      HttpResponse.json({
        ...answers.profileOf(callerOf(request) ?? ''),
        ...((await request.json()) as object),
      }),
    ),
    http.delete(`${v1}/me`, () => new HttpResponse(null, { status: 204 })),
    http.get(`${v1}/me/export`, () => HttpResponse.json({ quests: [] })),
    ...notificationHandlers(v1),
    http.get(`${v1}/members/:address`, ({ params }) => {
      const { creationPoints: _, roles: __, ...profile } = answers.profileOf(String(params.address))
      return HttpResponse.json(profile)
    }),
    http.get(`${v1}/members/:address/ledger`, () => page(answers.ledger)),
    ...questHandlers(v1, world),
    http.get(`${v1}/batches`, () => page(answers.batches)),
    http.get(`${v1}/batches/:id`, ({ params }) => {
      const found = answers.batches.find(
        (batch) => batch.root === params.id || String(batch.batchId) === params.id,
      )
      return found === undefined ? problem(404, 'batch-not-found') : HttpResponse.json(found)
    }),
    http.get(`${v1}/record`, () =>
      HttpResponse.json({ members: [], batches: [], quests: [], near: false, people: {} }),
    ),
    http.post(`${v1}/operator/members/:address/points`, () =>
      HttpResponse.json({ ...answers.commands[0], kind: 'grant-points' }),
    ),
    http.get(`${v1}/operator/anchoring`, () => HttpResponse.json(answers.anchoring)),
    http.post(`${v1}/operator/anchoring/:command`, accepted),
    http.post(`${v1}/operator/indexer/reindex`, accepted),
    http.get(`${v1}/operator/alarms`, () => page(answers.alarms)),
    http.post(`${v1}/operator/alarms/:id/acknowledge`, () => HttpResponse.json(answers.alarms[0])),
    http.get(`${v1}/operator/measures`, () => page(answers.measures)),
    http.get(`${v1}/operator/transactions`, () => page(answers.transactions)),
    http.get(`${v1}/operator/rewards`, () => page(answers.rewards)),
    http.post(`${v1}/operator/rewards/:questId/:command`, accepted),
    http.get(`${v1}/operator/audit`, () => page(answers.commands)),
    http.get(`${v1}/operator/indexer`, () => HttpResponse.json(answers.indexer)),
  ]
}
