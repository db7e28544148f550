import { screen, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderAt } from '../../mocks/renderAt'
import { server } from '../../mocks/server'
import document from '../../openapi/v1.json'
import { notificationsDe } from './words.de'
import { notificationsEn } from './words.en'

it('tells what has happened to which quest, and where it can be seen', async () => {
  renderAt('/inbox', 'creator')
  const lines = within(await screen.findByRole('list', { name: 'What has happened' })).getAllByRole(
    'listitem',
  )
  expect(lines.map((line) => within(line).getByRole('link').textContent)).toEqual([
    'Emil handed in the work: look at it and sign, unread',
    'Somebody asks to take it, unread',
    'Your reward is on the chain for good',
  ])
  const [first, second] = lines
  expect(
    within(first as HTMLElement)
      .getByRole('link')
      .getAttribute('href'),
  ).toMatch(/^\/quests\//)
  expect(within(second as HTMLElement).getByText('Private quest')).toBeTruthy()
})

it('marks everything as read with one press, and the bell with it', async () => {
  const { user } = renderAt('/inbox', 'creator')
  expect(await screen.findByRole('link', { name: 'Inbox, 2 unread' })).toBeTruthy()
  let unread = 2
  server.use(
    http.get('*/api/v1/me', () => HttpResponse.json({ roles: ['member'], unread })),
    http.post('*/api/v1/notifications/read', () => {
      unread = 0
      return HttpResponse.json({ unread })
    }),
  )
  await user.click(await screen.findByRole('button', { name: 'Mark all as read' }))
  expect(await screen.findByRole('link', { name: 'Inbox' })).toBeTruthy()
})

it('says what will be here while nothing is', async () => {
  server.use(
    http.get('*/api/v1/notifications', () =>
      HttpResponse.json({ items: [], nextCursor: null, unread: 0, people: {} }),
    ),
  )
  renderAt('/inbox', 'creator')
  expect(await screen.findByRole('heading', { name: 'Nothing has happened yet' })).toBeTruthy()
})

it('asks a visitor to sign in, who has no bell', async () => {
  renderAt('/inbox')
  expect(await screen.findByText('Your inbox is kept with your account.')).toBeTruthy()
  expect(screen.queryByRole('link', { name: /^Inbox/ })).toBeNull()
})

it('has no more than two digits on the bell', async () => {
  server.use(http.get('*/api/v1/me', () => HttpResponse.json({ roles: ['member'], unread: 100 })))
  renderAt('/inbox', 'creator')
  expect((await screen.findByRole('link', { name: 'Inbox, 100 unread' })).textContent).toBe('99+')
})

it.each(document.components.schemas.NotificationItem.properties.kind.enum)('has words for %s', (kind) => {
  for (const words of [notificationsEn, notificationsDe])
    expect(Object.keys(words).some((key) => key.startsWith(`inbox.${kind}.`))).toBe(true)
})
