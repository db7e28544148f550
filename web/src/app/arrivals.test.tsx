import { act, screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { profileOf, sessionOf } from '../../mocks/answers'
import { renderAt } from '../../mocks/renderAt'
import { server } from '../../mocks/server'
import { sessionStore } from '../api/sessionStore'

const newcomer = '0x976EA74026E726554dB657fA54763abd0C3a0aa9'

it('the heading of a new screen has the focus, and not that of the first one', async () => {
  const { user } = renderAt('/verify')
  const first = await screen.findByRole('heading', { level: 1, name: 'Verify a proof' })
  expect(document.activeElement).not.toBe(first)
  await user.click(screen.getByRole('link', { name: 'Help' }))
  const heading = await screen.findByRole('heading', { level: 1, name: 'Help' })
  await waitFor(() => expect(document.activeElement).toBe(heading))
})

it('a newcomer is asked for a name once, beside what they came for', async () => {
  const { user } = renderAt('/verify')
  await screen.findByRole('heading', { level: 1, name: 'Verify a proof' })
  act(() => sessionStore.set(sessionOf(newcomer)))
  expect(await screen.findByLabelText('What should others call you?')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Not now' }))
  expect(screen.queryByLabelText('What should others call you?')).toBeNull()
  act(() => sessionStore.set(null))
  act(() => sessionStore.set(sessionOf(newcomer)))
  expect(screen.queryByLabelText('What should others call you?')).toBeNull()
})

it('the name is kept, and stands where the address stood', async () => {
  server.use(
    http.patch('*/api/v1/me', async ({ request }) =>
      HttpResponse.json({ ...profileOf(newcomer), ...((await request.json()) as object) }),
    ),
  )
  const { user } = renderAt('/verify')
  await screen.findByRole('heading', { level: 1, name: 'Verify a proof' })
  act(() => sessionStore.set(sessionOf(newcomer)))
  await user.type(await screen.findByLabelText('What should others call you?'), '  Maya ')
  await user.click(screen.getByRole('button', { name: 'Use this name' }))
  expect(await screen.findByRole('button', { name: 'Account of Maya' })).toBeTruthy()
  expect(screen.queryByLabelText('What should others call you?')).toBeNull()
})
