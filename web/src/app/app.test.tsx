import { act, screen } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, it, vi } from 'vitest'
import { renderAt } from '../../mocks/renderAt'
import { server } from '../../mocks/server'
import { affectedQueries } from './affectedQueries'

it('has a page for addresses where nothing lives', async () => {
  renderAt('/nowhere')
  expect(await screen.findByRole('heading', { name: 'Nothing lives at this address' })).toBeTruthy()
})

it('says in one line that the chain is down, and that everything else goes on', async () => {
  server.use(
    http.get('*/health/ready', () =>
      HttpResponse.json({
        status: 'degraded',
        checks: [{ name: 'chain', status: 'degraded', reason: 'silent' }],
      }),
    ),
  )
  renderAt('/quests')
  expect(await screen.findByText(/The chain can’t be reached right now/)).toBeTruthy()
  expect(await screen.findByRole('list', { name: 'Quests' })).toBeTruthy()
})

it('says that there is no connection', async () => {
  renderAt('/verify')
  await screen.findByRole('heading', { name: 'Verify a proof' })
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  act(() => void window.dispatchEvent(new Event('offline')))
  expect(await screen.findByText(/No connection/)).toBeTruthy()
  vi.restoreAllMocks()
})

it('switches the colour scheme with one press', async () => {
  const { user } = renderAt('/verify')
  await user.click(await screen.findByRole('button', { name: 'Use dark colours' }))
  expect(document.documentElement.getAttribute('data-mantine-color-scheme')).toBe('dark')
  await user.click(screen.getByRole('button', { name: 'Use light colours' }))
})

it('speaks German after one press', async () => {
  const { user } = renderAt('/verify')
  await user.click(await screen.findByRole('button', { name: /Deutsch/ }))
  expect(await screen.findByRole('heading', { name: 'Einen Nachweis prüfen' })).toBeTruthy()
  await user.click(screen.getByRole('button', { name: /English/ }))
  expect(await screen.findByRole('heading', { name: 'Verify a proof' })).toBeTruthy()
})

it('an event makes stale what shows it', () => {
  expect(affectedQueries('quest', 'x')).toContainEqual(['quest', 'x'])
  expect(affectedQueries('batch', 'x')).toContainEqual(['batches'])
  expect(affectedQueries('reward', 'x')).toContainEqual(['quest', 'x'])
})
