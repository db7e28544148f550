import { member } from './support/member'
import { expect, test } from './support/test'
import { newAccount } from './support/wallet'

test('eight tabs share one event stream, all of them load, and all hear what happens', async ({
  context,
  request,
  baseURL,
}) => {
  const creator = await member(request, baseURL, newAccount())
  const quest = await creator.post(`Paint the pump house ${Date.now()}`)
  let streams = 0
  context.on('request', (sent) => {
    if (sent.url().endsWith('/api/v1/events')) streams++
  })
  const pages = []
  for (let tab = 0; tab < 8; tab++) {
    const page = await context.newPage()
    await page.goto(`/quests/${quest}`)
    await expect(page.getByRole('heading', { level: 1, name: /Paint the pump house/ })).toBeVisible({
      timeout: 10_000,
    })
    pages.push(page)
  }
  const performer = await member(request, baseURL, newAccount())
  await performer.call('post', `/quests/${quest}/claim`, {})
  for (const page of pages)
    await expect(page.getByText('Taken', { exact: true }).first()).toBeVisible({ timeout: 10_000 })
  expect(streams).toBe(1)

  // The one that listened goes: another takes over.
  await pages.shift()?.close()
  await expect.poll(() => streams).toBe(2)
  await performer.call('post', `/quests/${quest}/release`, {})
  for (const page of pages)
    await expect(page.getByText('Open', { exact: true }).first()).toBeVisible({ timeout: 10_000 })
})
