import { member } from './support/member'
import { signIn } from './support/steps'
import { expect, test } from './support/test'
import { installWallet, newAccount } from './support/wallet'

test('when events do not arrive the screen asks by itself, and listens again as soon as it can', async ({
  page,
  request,
  baseURL,
}) => {
  const account = newAccount()
  await installWallet(page, account)
  const creator = await member(request, baseURL, account)
  const quest = await creator.post(`Water the lime trees ${Date.now()}`)
  await page.route('**/api/v1/events', (route) => route.abort())
  await page.goto('/quests')
  await signIn(page)
  await page.goto(`/quests/${quest}`)
  await expect(page.getByText('Open', { exact: true }).first()).toBeVisible()
  const performer = await member(request, baseURL, newAccount())
  await performer.call('post', `/quests/${quest}/claim`, {})
  await expect(page.getByRole('heading', { name: /is on it$/ })).toBeVisible() // polled

  const listening = page.waitForResponse((response) => response.url().endsWith('/api/v1/events'))
  await page.unroute('**/api/v1/events')
  expect((await listening).status()).toBe(200)
  await performer.call('post', `/quests/${quest}/submit`, { submission: 'Two cans for each of the trees.' })
  await expect(page.getByRole('link', { name: 'Review and sign' })).toBeVisible() // told: it would ask again after 30 s
})
