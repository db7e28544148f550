import { act, screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { profileOf } from '../../mocks/answers'
import { people } from '../../mocks/people'
import { renderAt } from '../../mocks/renderAt'
import { server } from '../../mocks/server'
import { queryClient } from '../api/queryClient'
import { sessionStore } from '../api/sessionStore'

it('changes the language at once, and back', async () => {
  const { user } = renderAt('/settings')
  await user.click(await screen.findByRole('radio', { name: 'Deutsch' }))
  expect(await screen.findByRole('heading', { name: 'Einstellungen' })).toBeTruthy()
  expect(document.documentElement.lang).toBe('de')
  await user.click(screen.getByRole('radio', { name: 'English' }))
  expect(await screen.findByRole('heading', { name: 'Settings' })).toBeTruthy()
})

it('names the devices and ends a session', async () => {
  let ended: string | undefined
  server.use(
    http.delete('*/auth/sessions/:id', ({ params }) => {
      ended = String(params.id)
      return new HttpResponse(null, { status: 204 })
    }),
  )
  const { user } = renderAt('/settings', 'creator')
  expect(await screen.findByText('Chrome, Linux')).toBeTruthy()
  expect(screen.getByText('Safari, iPhone')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'End session' }))
  await waitFor(() => expect(ended).toMatch(/0002$/))
})

it('keeps what is being typed when something else of the profile changes', async () => {
  const { user } = renderAt('/settings', 'creator')
  const name = await screen.findByLabelText<HTMLInputElement>('Display name')
  await waitFor(() => expect(name.value).toBe('Noor from the garden'))
  await user.type(name, ' gate')
  server.use(http.get('*/api/v1/me', () => HttpResponse.json({ ...profileOf(people.creator), unread: 7 })))
  await act(() => queryClient.refetchQueries({ queryKey: ['me'] }))
  expect(await screen.findByRole('link', { name: 'Inbox, 7 unread' })).toBeTruthy()
  expect(name.value).toBe('Noor from the garden gate')
})

it('signs out everywhere', async () => {
  const { user } = renderAt('/settings', 'creator')
  await user.click(await screen.findByRole('button', { name: 'Sign out everywhere' }))
  await waitFor(() => expect(sessionStore.get()).toBeNull())
})

it('saves the profile normalised', async () => {
  let body: unknown
  server.events.on('request:start', async ({ request }) => {
    if (request.method === 'PATCH') body = await request.clone().json()
  })
  const { user } = renderAt('/settings', 'creator')
  const name = await screen.findByLabelText('Display name')
  await waitFor(() => expect((name as HTMLInputElement).value).toBe('Noor from the garden'))
  await user.clear(name)
  await user.type(name, '  Noor   N. ')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('Your profile is saved.')).toBeTruthy()
  expect(body).toMatchObject({ displayName: 'Noor N.' })
})

it('erases a member only after asking, then signs out and forgets the drafts', async () => {
  let erased = 0
  server.use(
    http.delete('*/api/v1/me', () => {
      erased++
      return new HttpResponse(null, { status: 204 })
    }),
  )
  localStorage.setItem('civicforge.draft.quest', '{"title":"Half a thought"}')
  const { user } = renderAt('/settings', 'creator')
  await user.click(await screen.findByRole('button', { name: 'Erase my data' }))
  expect(screen.getByText(/can’t be undone/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  expect(erased).toBe(0)
  await user.click(screen.getByRole('button', { name: 'Erase my data' }))
  await user.click(screen.getByRole('button', { name: 'Erase my data' }))
  expect(await screen.findByText('Your data is erased and you are signed out.')).toBeTruthy()
  expect(erased).toBe(1)
  expect(sessionStore.get()).toBeNull()
  expect(localStorage.getItem('civicforge.draft.quest')).toBeNull()
})

it('names the quests that keep a member here', async () => {
  const quest = '01950c3e-7a2b-7c4d-8e5f-0123456789ab'
  server.use(
    http.delete('*/api/v1/me', () =>
      HttpResponse.json(
        { code: 'open-obligations', title: 'x', status: 409, quests: [quest] },
        { status: 409 },
      ),
    ),
  )
  const { user } = renderAt('/settings', 'creator')
  await user.click(await screen.findByRole('button', { name: 'Erase my data' }))
  await user.click(screen.getByRole('button', { name: 'Erase my data' }))
  expect(await screen.findByText(/You still have quests under way/)).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Quest …0123456789ab' }).getAttribute('href')).toBe(
    `/quests/${quest}`,
  )
  expect(sessionStore.get()).not.toBeNull()
})
