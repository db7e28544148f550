import { act, screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { afterEach, expect, it, vi } from 'vitest'
import { status } from '../../mocks/answers'
import { problem } from '../../mocks/problem'
import { renderAt } from '../../mocks/renderAt'
import { server } from '../../mocks/server'
import { client } from '../api/client'
import { heldWrites } from '../api/heldWrites'
import { queryClient } from '../api/queryClient'

const reason = 'The database moves to a larger disk.'
let maintained = false

function maintain() {
  maintained = true
  server.use(
    http.get('*/health/ready', () =>
      HttpResponse.json({
        status: 'ready',
        checks: [{ name: 'maintenance', status: 'ok', reason: maintained ? `read-only: ${reason}` : null }],
      }),
    ),
    http.get('*/api/v1/status', () =>
      HttpResponse.json({
        ...status,
        maintenance: maintained
          ? { mode: 'read-only', reason, since: '2026-11-27T10:00:00Z', until: '2026-11-27T18:00:00Z' }
          : null,
      }),
    ),
    http.patch('*/api/v1/me', () =>
      maintained ? problem(503, 'maintenance', { mode: 'read-only', reason }) : HttpResponse.json({}),
    ),
  )
}

afterEach(() => {
  maintained = false
  vi.useRealTimers()
})

it('says in one line what goes on, why, and until when; and no more once it is over', async () => {
  maintain()
  renderAt('/verify')
  const line = await screen.findByText(/Maintenance: you can read and verify/)
  expect(line.textContent).toContain(`Why: ${reason}`)
  expect(line.textContent).toMatch(/Expected end: .*27/)
  maintained = false
  await act(() => queryClient.refetchQueries({ queryKey: ['status'] }))
  await waitFor(() => expect(screen.queryByText(/Maintenance: you can read/)).toBeNull())
})

it('keeps what is sent, says that it waits, and sends it by itself when it is over', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  maintain()
  renderAt('/verify', 'creator')
  await screen.findByText(/Maintenance: you can read and verify/)
  vi.useFakeTimers({ toFake: ['setTimeout', 'Date'], shouldAdvanceTime: true })
  const sent = client.PATCH('/api/v1/me', { body: { displayName: 'Ada' } })
  await waitFor(() => expect(heldWrites.count()).toBe(1))
  expect(await screen.findByText(/Waiting to be sent: 1\./)).toBeTruthy()
  maintained = false
  await act(() => vi.advanceTimersByTimeAsync(7_000))
  expect((await sent).response.status).toBe(200)
  expect(heldWrites.count()).toBe(0)
})

it('gives back what waited too long, so that nobody’s page hangs for good', async () => {
  maintain()
  vi.useFakeTimers({ toFake: ['setTimeout', 'Date'], shouldAdvanceTime: true })
  const sent = client.PATCH('/api/v1/me', { body: { displayName: 'Ada' } })
  await waitFor(() => expect(heldWrites.count()).toBe(1))
  vi.setSystemTime(Date.now() + 16 * 60_000)
  await vi.advanceTimersByTimeAsync(10_000)
  expect((await sent).response.status).toBe(503)
  expect(heldWrites.count()).toBe(0)
})
