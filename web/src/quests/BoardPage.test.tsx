import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
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
  await user.click(await screen.findByRole('button', { name: 'Clear the filters' }))
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
