import { screen } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderAt } from '../../mocks/renderAt'
import { server } from '../../mocks/server'

const open = '01950c3e-7a2b-7c4d-8e5f-0123456789ab'
const at = (number: number) => `01950c3e-7a2b-7c4d-8e5f-0000000000c${number}`

it('lets a member take an open quest and then hand in work', async () => {
  const { user } = renderAt(`/quests/${open}`, 'performer')
  await user.click(await screen.findByRole('button', { name: 'Take this quest' }))
  expect(await screen.findByRole('link', { name: 'Hand in your work' })).toBeTruthy()
})

it('tells the slower of two members that the quest is taken', async () => {
  server.use(
    http.post('*/quests/:id/claim', () =>
      HttpResponse.json({ code: 'already-claimed', title: 'x', status: 409 }, { status: 409 }),
    ),
  )
  const { user } = renderAt(`/quests/${open}`, 'performer')
  await user.click(await screen.findByRole('button', { name: 'Take this quest' }))
  expect((await screen.findByRole('alert')).textContent).toContain('Somebody was a moment quicker')
})

it('asks a visitor to sign in instead of offering what they can not do', async () => {
  renderAt(`/quests/${open}`)
  expect(await screen.findByRole('button', { name: 'Sign in to take it' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Take this quest' })).toBeNull()
})

it('asks before it cancels, and cancels', async () => {
  const { user } = renderAt(`/quests/${open}`, 'creator')
  await user.click(await screen.findByRole('button', { name: 'Cancel the quest' }))
  await user.click(screen.getByRole('button', { name: 'Yes, cancel it' }))
  expect((await screen.findAllByText('Cancelled')).length).toBeGreaterThan(0)
})

it('shows the way to the chain of a complete quest', async () => {
  renderAt(`/quests/${at(4)}`)
  expect(await screen.findByText('In a block')).toBeTruthy()
  expect(screen.getByText('Reward ready to be claimed')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'See the proof' }).getAttribute('href')).toBe(`/proofs/${at(4)}`)
})

it('says whose signature is missing', async () => {
  renderAt(`/quests/${at(3)}`, 'creator')
  expect(await screen.findByText('1 of 2 signed')).toBeTruthy()
  expect(screen.getByText(/Waiting for the performer’s signature/)).toBeTruthy()
})

it('says that there is no such quest', async () => {
  renderAt('/quests/01950c3e-7a2b-7c4d-8e5f-ffffffffffff')
  expect(await screen.findByText('There is no such quest.')).toBeTruthy()
})
