import { member } from './support/member'
import { expect, test } from './support/test'
import { newAccount } from './support/wallet'

test('the title of a quest stands before the app has come, and is asked for once', async ({
  page,
  request,
  baseURL,
}) => {
  const title = `Paint the garden gate ${Date.now()}`
  const quest = await (await member(request, baseURL, newAccount())).post(title)
  const asked: string[] = []
  page.on('request', (sent) => {
    if (sent.url().endsWith(`/api/v1/quests/${quest}`)) asked.push(sent.url())
  })
  await page.route('**/api/v1/events', (route) => route.abort()) // once it listens, the app asks for everything anew
  let come: () => void = () => undefined
  const app = new Promise<void>((resolve) => {
    come = resolve
  })
  await page.route('**/assets/*.js', async (route) => {
    await app
    await route.continue()
  })
  await page.goto(`/quests/${quest}`, { waitUntil: 'commit' })
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Done means' })).toBeHidden()
  come()
  await expect(page.getByRole('heading', { name: 'Done means' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  expect(asked).toHaveLength(1)
})
