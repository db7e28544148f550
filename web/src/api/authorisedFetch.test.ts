import { HttpResponse, http } from 'msw'
import { afterEach, expect, it, vi } from 'vitest'
import { sessionOf } from '../../mocks/answers'
import { people } from '../../mocks/people'
import { server } from '../../mocks/server'
import { ApiProblem } from './ApiProblem'
import { ApiUnreachable } from './ApiUnreachable'
import { authorisedFetch } from './authorisedFetch'
import { sessionStore } from './sessionStore'
import { tokenLife } from './tokenLife'

const url = 'http://localhost:3000/api/v1/me'
const get = () => authorisedFetch(new Request(url))
const stale = () => ({ ...sessionOf(people.creator), freshUntil: Date.now() - 1 })
const issued = (iat: number, exp: number) => `h.${btoa(JSON.stringify({ iat, exp })).replace(/=+$/, '')}.s`

const countRefreshes = () => {
  const count = { refreshes: 0 }
  server.events.on('request:start', ({ request }) => {
    if (request.url.endsWith('/auth/refresh')) count.refreshes++
  })
  return count
}

afterEach(() => void vi.useRealTimers())

it('renews a token whose time is over before it is used, once for requests at the same time', async () => {
  const count = countRefreshes()
  sessionStore.set(stale())
  const before = stale().accessToken
  server.use(
    http.post('*/auth/refresh', () =>
      HttpResponse.json({ ...sessionOf(people.creator), accessToken: `access-${people.creator}-2` }),
    ),
    http.get('*/api/v1/me', () => HttpResponse.json({})),
  )
  const answers = await Promise.all([get(), get(), get()])
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200])
  expect(count.refreshes).toBe(1)
  expect(sessionStore.get()?.accessToken).not.toBe(before)
})

for (const skew of [-86_400_000, -900_000, 900_000, 86_400_000]) {
  it(`a clock that is ${skew / 60_000} minutes off renews no token that has just arrived`, async () => {
    const count = countRefreshes()
    const seconds = Math.floor(Date.now() / 1000)
    vi.setSystemTime(Date.now() + skew)
    sessionStore.set({ ...sessionOf(people.creator), accessToken: issued(seconds, seconds + 900) })
    server.use(http.get('*/api/v1/me', () => HttpResponse.json({})))
    await get()
    expect(count.refreshes).toBe(0)
    vi.setSystemTime(Date.now() + 880_000)
    await get()
    expect(count.refreshes).toBe(1)
  })
}

it('a token that does not say how long it lives is used until it is refused', () => {
  for (const token of ['', 'opaque', 'a.b.c', 'a.bnVsbA.c', 'a.eyJleHAiOjF9.c'])
    expect(tokenLife(token)).toBeUndefined()
  expect(tokenLife(issued(100, 1000))).toBe(870_000)
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

it('asks again when the answer to a refresh was lost', async () => {
  let asked = 0
  server.use(
    http.post('*/auth/refresh', () =>
      ++asked === 1 ? HttpResponse.error() : HttpResponse.json(sessionOf(people.creator)),
    ),
  )
  sessionStore.set(stale())
  expect((await get()).status).toBe(200)
  expect(asked).toBe(2)
})

it('ends the session when the refresh token is refused, and knows that nobody asked for it', async () => {
  server.use(
    http.post('*/auth/refresh', () => HttpResponse.json({ code: 'session-revoked' }, { status: 401 })),
  )
  sessionStore.set(stale())
  await get()
  expect(sessionStore.get()).toBeNull()
  expect(sessionStore.hasEnded()).toBe(true)
  sessionStore.set(sessionOf(people.creator))
  expect(sessionStore.hasEnded()).toBe(false)
})

it('keeps the session when the service is only down or busy', async () => {
  sessionStore.set(stale())
  server.use(http.post('*/auth/refresh', () => HttpResponse.json({ code: 'rate-limited' }, { status: 429 })))
  await expect(get()).rejects.toBeInstanceOf(ApiProblem)
  server.use(http.post('*/auth/refresh', () => HttpResponse.error()))
  await expect(get()).rejects.toBeInstanceOf(ApiUnreachable)
  expect(sessionStore.get()).not.toBeNull()
})

it('uses what another tab has renewed a moment ago', async () => {
  const count = countRefreshes()
  sessionStore.set(stale())
  const renewed = { ...sessionOf(people.creator), accessToken: `access-${people.creator}-3` }
  localStorage.setItem('civicforge.session', JSON.stringify(renewed))
  server.use(http.get('*/api/v1/me', () => HttpResponse.json({})))
  expect((await get()).status).toBe(200)
  expect(count.refreshes).toBe(0)
})
