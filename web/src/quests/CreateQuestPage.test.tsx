import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { profileOf } from '../../mocks/answers'
import { announceWallet } from '../../mocks/fakeWallet'
import { people } from '../../mocks/people'
import { stages } from '../../mocks/quest'
import { renderAt } from '../../mocks/renderAt'
import { server } from '../../mocks/server'

const description = 'Everything is swept and the leaves are on the compost heap.'

it('holds back a quest that the limits of the service do not allow', async () => {
  const { user } = renderAt('/quests/new', 'creator')
  await user.type(await screen.findByLabelText(/^Title/), 'Abc')
  await user.click(screen.getByRole('button', { name: 'Post the quest' }))
  expect(await screen.findByText('Enter 5 to 200 characters.')).toBeTruthy()
  expect(screen.getByText('Say how you will tell.')).toBeTruthy()
})

it('posts the quest once, with one key, and shows it', async () => {
  const keys: (string | null)[] = []
  server.events.on('request:start', ({ request }) => {
    if (request.method === 'POST' && request.url.endsWith('/quests'))
      keys.push(request.headers.get('idempotency-key'))
  })
  const { user, router } = renderAt('/quests/new', 'creator')
  await user.type(await screen.findByLabelText(/^Title/), 'Sweep  the   yard ')
  await user.type(screen.getByLabelText(/How will you tell/), description)
  await user.dblClick(screen.getByRole('button', { name: 'Post the quest' }))
  await waitFor(() => expect(router.state.location.pathname).toMatch(/^\/quests\/[0-9a-f-]{36}$/))
  expect(await screen.findByRole('heading', { name: 'Sweep the yard' })).toBeTruthy()
  expect(new Set(keys).size).toBe(1)
  expect(localStorage.getItem('civicforge.draft.quest')).toBeNull()
})

it('keeps what was typed when the service refuses, and says why', async () => {
  server.use(
    http.post('*/api/v1/quests', () =>
      HttpResponse.json(
        { code: 'not-enough-creation-points', title: 'x', status: 409, have: 0, need: 1 },
        { status: 409 },
      ),
    ),
  )
  const { user } = renderAt('/quests/new', 'creator')
  await user.type(await screen.findByLabelText(/^Title/), 'Sweep the yard')
  await user.type(screen.getByLabelText(/How will you tell/), description)
  await user.click(screen.getByRole('button', { name: 'Post the quest' }))
  expect(await screen.findByText('You have 0 creation points; posting a quest costs 1.')).toBeTruthy()
  expect((screen.getByLabelText(/^Title/) as HTMLInputElement).value).toBe('Sweep the yard')
})

it('brings an edited quest back to the form', async () => {
  const { user, router } = renderAt('/quests/01950c3e-7a2b-7c4d-8e5f-0123456789ab/edit', 'creator')
  const title = (await screen.findByLabelText(/^Title/)) as HTMLInputElement
  expect(title.value).toContain('three young oaks')
  await user.clear(title)
  await user.type(title, 'Plant two oaks')
  await user.click(screen.getByRole('button', { name: 'Save the changes' }))
  await waitFor(() => expect(router.state.location.pathname).not.toContain('edit'))
  expect(await screen.findByRole('heading', { name: 'Plant two oaks' })).toBeTruthy()
})

it('tells who has no points left how to get some, and keeps the draft', async () => {
  server.use(
    http.get('*/api/v1/me', () => HttpResponse.json({ ...profileOf(people.creator), creationPoints: 0 })),
  )
  const { user } = renderAt('/quests/new', 'creator')
  await user.type(await screen.findByLabelText(/^Title/), 'Sweep the yard')
  expect(await screen.findByText('You have no creation points left for this')).toBeTruthy()
  expect(screen.getByText(/Finish a quest that both of you sign, and you get 2/)).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Post the quest' })).toHaveProperty('disabled', true)
  expect((screen.getByLabelText(/^Title/) as HTMLInputElement).value).toBe('Sweep the yard')
})

it('does not speak of a draft before there is one', async () => {
  const { user } = renderAt('/quests/new', 'creator')
  const title = await screen.findByLabelText(/^Title/)
  expect(screen.queryByText('Draft kept on this device.')).toBeNull()
  await user.type(title, 'S')
  expect(screen.getByText('Draft kept on this device.')).toBeTruthy()
})

it('says what others see of a private quest', async () => {
  renderAt('/quests/new', 'creator')
  expect(await screen.findByLabelText(/Private: only for somebody I invite/)).toBeTruthy()
  expect(screen.getByText(/Nobody else sees it: not on the board/)).toBeTruthy()
})

it('leaves the moment a quest is due alone when only the title changes', async () => {
  let body: { dueAt?: string } = {}
  server.events.on('request:start', async ({ request }) => {
    if (request.method === 'PATCH') body = await request.clone().json()
  })
  const { user } = renderAt('/quests/01950c3e-7a2b-7c4d-8e5f-0123456789ab/edit', 'creator')
  await user.type(await screen.findByLabelText(/^Title/), ' again')
  await user.click(screen.getByRole('button', { name: 'Save the changes' }))
  await waitFor(() => expect(body.dueAt).toBe(stages.open.dueAt))
})

it('posts the days to hand in that somebody sets, and refuses those out of range', async () => {
  let body: { claimDays?: number } = {}
  server.events.on('request:start', async ({ request }) => {
    if (request.method === 'PATCH') body = await request.clone().json()
  })
  const { user } = renderAt('/quests/01950c3e-7a2b-7c4d-8e5f-0123456789ab/edit', 'creator')
  const days = (await screen.findByLabelText(/^Days to hand in/)) as HTMLInputElement
  expect(days.value).toBe('14')
  await user.clear(days)
  await user.type(days, '91')
  await user.click(screen.getByRole('button', { name: 'Save the changes' }))
  expect(await screen.findByText('Enter a number from 1 to 90.')).toBeTruthy()
  await user.clear(days)
  await user.type(days, '5')
  await user.click(screen.getByRole('button', { name: 'Save the changes' }))
  await waitFor(() => expect(body.claimDays).toBe(5))
})

it('lets a visitor write first, and posts what was written once they have signed in', async () => {
  announceWallet()
  const { user, router } = renderAt('/quests/new')
  await user.type(await screen.findByLabelText(/^Title/), 'Sweep the yard')
  await user.type(screen.getByLabelText(/How will you tell/), description)
  await user.click(screen.getByRole('button', { name: 'Sign in and post' }))
  await user.click(await screen.findByRole('button', { name: 'Test Wallet' }))
  await waitFor(() => expect(router.state.location.pathname).toMatch(/^\/quests\/[0-9a-f-]{36}$/))
  expect(await screen.findByRole('heading', { name: 'Sweep the yard' })).toBeTruthy()
})
