import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { sessionOf } from '../../mocks/answers'
import { people } from '../../mocks/people'
import { server } from '../../mocks/server'
import { ApiUnreachable } from './ApiUnreachable'
import { authorisedFetch } from './authorisedFetch'
import { sessionStore } from './sessionStore'

const url = 'http://localhost:3000/api/v1/me'
const stale = () => ({ ...sessionOf(people.creator), expiresAt: new Date(Date.now() + 5_000).toISOString() })
const get = () => authorisedFetch(new Request(url))

it('renews a token that is about to run out before it is used', async () => {
  let refreshes = 0
  server.events.on('request:start', ({ request }) => {
    if (request.url.endsWith('/auth/refresh')) refreshes++
  })
  sessionStore.set(stale())
  const answers = await Promise.all([get(), get(), get()])
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200])
  expect(refreshes).toBeGreaterThan(0)
  expect(Date.parse(sessionStore.get()?.expiresAt ?? '')).toBeGreaterThan(Date.now() + 60_000)
})

it('renews once when the service refuses a token, and repeats the request with its body', async () => {
  const seen: string[] = []
  server.use(
    http.patch('*/api/v1/me', async ({ request }) => {
      seen.push(await request.text())
      return seen.length === 1 ? new HttpResponse(null, { status: 401 }) : HttpResponse.json({})
    }),
  )
  sessionStore.set(sessionOf(people.creator))
  const answer = await authorisedFetch(new Request(url, { method: 'PATCH', body: '{"bio":"x"}' }))
  expect(answer.status).toBe(200)
  expect(seen).toEqual(['{"bio":"x"}', '{"bio":"x"}'])
})

it('ends the session when the refresh token is refused', async () => {
  server.use(
    http.post('*/auth/refresh', () => HttpResponse.json({ code: 'session-revoked' }, { status: 401 })),
  )
  sessionStore.set(stale())
  await get()
  expect(sessionStore.get()).toBeNull()
})

it('keeps the session when the service is only down', async () => {
  server.use(http.post('*/auth/refresh', () => HttpResponse.error()))
  sessionStore.set(stale())
  await expect(get()).rejects.toBeInstanceOf(ApiUnreachable)
  expect(sessionStore.get()).not.toBeNull()
})

it('uses what another tab has renewed a moment ago', async () => {
  let refreshes = 0
  server.events.on('request:start', ({ request }) => {
    if (request.url.endsWith('/auth/refresh')) refreshes++
  })
  sessionStore.set(stale())
  localStorage.setItem('civicforge.session', JSON.stringify(sessionOf(people.creator)))
  expect((await get()).status).toBe(200)
  expect(refreshes).toBe(0)
})
