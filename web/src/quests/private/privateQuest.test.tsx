import { screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { questKey } from '../../../mocks/questHandlers'
import { renderAt } from '../../../mocks/renderAt'
import { server } from '../../../mocks/server'

const hidden = '/quests/01950c3e-7a2b-7c4d-8e5f-0000000000c7'

it('shows a stranger the same calm answer as for a quest that does not exist', async () => {
  renderAt(hidden, 'operator')
  expect(await screen.findByText('There is nothing for you here')).toBeTruthy()
  expect(screen.queryByText(/wardrobe/)).toBeNull()
})

it('lets who holds the link ask, without the texts, and takes the key out of the address', async () => {
  const keys: (string | null)[] = []
  server.events.on('request:start', ({ request }) => {
    expect(request.url).not.toContain(questKey)
    if (request.url.includes(hidden)) keys.push(request.headers.get('quest-key'))
  })
  const { user, router } = renderAt(`${hidden}#key=${questKey}`, 'operator')
  expect(await screen.findByRole('heading', { name: 'Noor from the garden invites you' })).toBeTruthy()
  await waitFor(() => expect(router.state.location.hash).toBe(''))
  expect(router.history.length).toBe(1)
  expect(screen.queryByText(/wardrobe/)).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Ask to take it' }))
  expect(await screen.findByRole('heading', { name: 'Asked, waiting for an answer' })).toBeTruthy()
  expect(new Set(keys)).toEqual(new Set([questKey]))
  await user.click(screen.getByRole('button', { name: 'No longer ask for it' }))
  expect(await screen.findByRole('button', { name: 'Ask to take it' })).toBeTruthy()
})

it('shows the owner who asks, and accepts one after saying what that means', async () => {
  const { user } = renderAt(hidden, 'creator')
  expect(await screen.findByRole('heading', { name: '1 person asks to take it' })).toBeTruthy()
  expect(screen.getByText('Private')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Accept' }))
  expect(screen.getByText(/^Emil will see all texts/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Accept' }))
  expect(await screen.findByRole('heading', { name: 'Emil is on it' })).toBeTruthy()
})

it('shows the owner a link once, with its key in the fragment', async () => {
  const { user } = renderAt(hidden, 'creator')
  await user.click(await screen.findByRole('button', { name: 'Make a link' }))
  const link = (await screen.findByLabelText(/Link to this quest/)) as HTMLInputElement
  expect(new URL(link.value).hash).toBe(`#key=${questKey}`)
  expect(screen.getByText('Shown only now. Making a new one ends it.')).toBeTruthy()
})
