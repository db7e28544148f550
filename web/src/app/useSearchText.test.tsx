import { screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderAt } from '../../mocks/renderAt'

it.each(['/quests', '/batches'])('a pause between two words loses no space (%s)', async (path) => {
  const { user, router } = renderAt(path)
  const field = await screen.findByRole<HTMLInputElement>('searchbox')
  await user.type(field, 'oak ')
  await waitFor(() => expect(router.state.location.search).toEqual({ search: 'oak' }))
  await user.type(field, 'tree')
  expect(field.value).toBe('oak tree')
  await waitFor(() => expect(router.state.location.search).toEqual({ search: 'oak tree' }))
})

it('shows a search that a link or the way back brings', async () => {
  const { router } = renderAt('/quests?search=oak')
  const field = await screen.findByRole<HTMLInputElement>('searchbox')
  await waitFor(() => expect(field.value).toBe('oak'))
  await router.navigate({ to: '/quests', search: {} })
  await waitFor(() => expect(field.value).toBe(''))
})
