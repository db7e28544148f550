import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { names } from '../../mocks/people'
import { stages } from '../../mocks/quest'
import { renderAt } from '../../mocks/renderAt'
import { server } from '../../mocks/server'

it('shows the open quests, each as one link', async () => {
  renderAt('/quests')
  const list = await screen.findByRole('list', { name: 'Quests' })
  expect(within(list).getAllByRole('article')).toHaveLength(7)
  expect(within(list).getByRole('link', { name: /Repair the bench/ })).toBeTruthy()
})

it('keeps the filter in the address', async () => {
  const { user, router } = renderAt('/quests')
  await user.selectOptions(await screen.findByLabelText('Category'), 'civic')
  await waitFor(() => expect(router.state.location.search).toMatchObject({ category: 'civic' }))
  await user.click(screen.getByRole('button', { name: 'Complete' }))
  await waitFor(() => expect(router.state.location.search).toMatchObject({ status: 'COMPLETE' }))
})

it('offers to clear the filters when nothing matches', async () => {
  const { user } = renderAt('/quests?search=zzz')
  await user.click(await screen.findByRole('link', { name: 'Clear the filters' }))
  expect(await screen.findByRole('list', { name: 'Quests' })).toBeTruthy()
})

it('says what happened when the service is down, and tries again', async () => {
  server.use(
    http.get('*/api/v1/quests', () =>
      HttpResponse.json({ code: 'forbidden', title: 'x', status: 403 }, { status: 403 }),
    ),
  )
  const { user } = renderAt('/quests')
  expect(await screen.findByText('Your account may not do this.')).toBeTruthy()
  server.resetHandlers()
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('list', { name: 'Quests' })).toBeTruthy()
})

it('says how many quests there are, and when they are only similar to what was typed', async () => {
  const { user } = renderAt('/quests')
  expect(await screen.findByText('7 quests')).toBeTruthy()
  await user.type(screen.getByLabelText('Search quests and names'), 'library')
  expect(await screen.findByText('1 quest')).toBeTruthy()
  await user.type(screen.getByLabelText('Search quests and names'), 'x')
  expect(await screen.findByText('No quest has these words; similar ones:')).toBeTruthy()
  expect(screen.getByRole('link', { name: /Read aloud/ })).toBeTruthy()
})

it('counts up to a hundred where the list goes on', async () => {
  server.use(
    http.get('*/api/v1/quests', () =>
      HttpResponse.json({ items: [stages.open], nextCursor: 'next', people: names, near: false }),
    ),
    http.get('*/api/v1/quests/counts', () =>
      HttpResponse.json({ total: 100, more: true, states: { OPEN: 100 }, near: false }),
    ),
  )
  renderAt('/quests')
  expect(await screen.findByText('More than 100 quests')).toBeTruthy()
})

it('leads from an empty state to the one where the quest is', async () => {
  const { user, router } = renderAt('/quests?status=DISPUTED&search=bench')
  expect(await screen.findByRole('heading', { name: '0 disputed, 1 open' })).toBeTruthy()
  await user.click(screen.getByRole('link', { name: 'Show' }))
  expect(await screen.findByRole('link', { name: /Repair the bench/ })).toBeTruthy()
  expect(router.state.location.search).toEqual({ status: 'OPEN', search: 'bench' })
})

it('leads to all states when there are several, and keeps what was typed', async () => {
  const { user, router } = renderAt('/quests?status=RESOLVED&search=Emil')
  await screen.findByRole('heading', { name: /^0 resolved, \d under way, \d to be signed, \d complete/ })
  await user.click(screen.getByRole('link', { name: 'Show' }))
  expect(await screen.findByRole('list', { name: 'Quests' })).toBeTruthy()
  expect(router.state.location.search).toEqual({ status: 'any', search: 'Emil' })
})

it('says on an empty board what there is in other states, beside the way to post a quest', async () => {
  server.use(
    http.get('*/api/v1/quests', () =>
      HttpResponse.json({ items: [], nextCursor: null, people: {}, near: false }),
    ),
    http.get('*/api/v1/quests/counts', () =>
      HttpResponse.json({ total: 12, more: false, states: { COMPLETE: 11, EXPIRED: 1 }, near: false }),
    ),
  )
  renderAt('/quests')
  expect(await screen.findByRole('heading', { name: 'Nothing is open right now' })).toBeTruthy()
  expect(screen.getByText(/0 open, 11 complete, 1 expired$/)).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Show' }).getAttribute('href')).toBe('/quests?status=any')
})

it('says that similar ones are in another state', async () => {
  renderAt('/quests?status=DISPUTED&search=lib-rary')
  const heading = await screen.findByRole('heading', { name: /similar ones/ })
  expect(heading.textContent).toBe('No quest has these words; similar ones: 0 disputed, 1 open')
})

it('finds no dead end behind the tag of a quest that is not open any more', async () => {
  const { user, router } = renderAt(`/quests/01950c3e-7a2b-7c4d-8e5f-0000000000c4`)
  await user.click(await screen.findByRole('link', { name: '#garden' }))
  expect(await screen.findByRole('list', { name: 'Quests' })).toBeTruthy()
  expect(router.state.location.search).toEqual({ tag: 'garden', status: 'any' })
})
