import { act, screen, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, it, vi } from 'vitest'
import { status } from '../../mocks/answers'
import { renderAt } from '../../mocks/renderAt'
import { server } from '../../mocks/server'
import { queryClient } from '../api/queryClient'

const answers = (change: object) =>
  server.use(http.get('*/api/v1/status', () => HttpResponse.json({ ...status, ...change })))

it('says without signing in that everything works, with the age of anchoring beside its promise', async () => {
  renderAt('/status')
  expect(await screen.findByRole('heading', { name: 'Everything works' })).toBeTruthy()
  expect(screen.getByText('The oldest pair has waited 12 minutes. Promised: within 1 hour.')).toBeTruthy()
  expect(screen.getByText('Blocks not read yet: 0.')).toBeTruthy()
  expect(screen.getByText('Nothing in the last 30 days.')).toBeTruthy()
})

it('says what is late', async () => {
  answers({ status: 'delayed', indexing: { status: 'delayed', blocksBehind: 412 } })
  renderAt('/status')
  expect(await screen.findByRole('heading', { name: 'Some things are late' })).toBeTruthy()
  expect(screen.getByText('Blocks not read yet: 412.')).toBeTruthy()
})

it('shows incidents newest first, as plain text that cannot become anything else', async () => {
  answers({
    incidents: [
      {
        id: 2,
        title: 'Uploads <b>fail</b>',
        state: 'investigating',
        openedAt: '2026-11-27T09:00:00Z',
        updates: [
          {
            state: 'investigating',
            text: 'See [here](javascript:alert(1))',
            writtenAt: '2026-11-27T09:00:00Z',
          },
        ],
      },
      {
        id: 1,
        title: 'Confirmations are late',
        state: 'resolved',
        openedAt: '2026-11-26T09:00:00Z',
        updates: [
          { state: 'resolved', text: 'All is anchored.', writtenAt: '2026-11-26T10:00:00Z' },
          { state: 'investigating', text: 'The node is silent.', writtenAt: '2026-11-26T09:00:00Z' },
        ],
      },
    ],
  })
  renderAt('/status')
  expect(await screen.findByRole('heading', { name: 'We know of a problem' })).toBeTruthy()
  const [first, second] = screen.getAllByRole('article')
  expect(within(first as HTMLElement).getByRole('heading').textContent).toBe('Uploads <b>fail</b>')
  expect(within(first as HTMLElement).getByText('See [here](javascript:alert(1))')).toBeTruthy()
  expect(within(first as HTMLElement).queryByRole('link')).toBeNull()
  expect(within(second as HTMLElement).getAllByRole('listitem')).toHaveLength(2)
})

it('says when the service does not answer, and from when its figures are', async () => {
  renderAt('/status')
  await screen.findByRole('heading', { name: 'Everything works' })
  server.use(http.get('*/api/v1/status', () => HttpResponse.error()))
  await act(() => queryClient.refetchQueries({ queryKey: ['status'] }))
  expect(await screen.findByRole('heading', { name: 'The service does not answer' })).toBeTruthy()
  expect(screen.getByText(/What stands below is old: the service last answered on/)).toBeTruthy()
  expect(screen.getByText('does not answer')).toBeTruthy()
})

it('says offline that nothing is known, and claims nothing', async () => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  server.use(http.get('*/api/v1/status', () => HttpResponse.error()))
  renderAt('/status')
  expect(
    await screen.findByText(/You have no connection, so nothing is known about the service/),
  ).toBeTruthy()
  expect(screen.queryByText('answers')).toBeNull()
  vi.restoreAllMocks()
})
