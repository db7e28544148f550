import { member } from './support/member'
import { photo, signIn } from './support/steps'
import { expect, test } from './support/test'
import { installWallet, newAccount } from './support/wallet'

test('a failed upload keeps text and files, and a reload keeps the text', async ({
  page,
  request,
  baseURL,
}) => {
  const account = newAccount()
  const quest = await (await member(request, baseURL, newAccount())).post(`Clear the drain ${Date.now()}`)
  await (await member(request, baseURL, account)).call('post', `/quests/${quest}/claim`, {})
  await installWallet(page, account)
  await page.goto('/quests')
  await signIn(page)
  await page.goto(`/quests/${quest}/submit`)
  const text = page.getByLabel('What did you do?')
  await text.fill('The drain is clear; the leaves are on the compost heap.')
  await page.route('**/evidence', (route) => route.abort())
  await page.locator('input[type=file]').setInputFiles(photo)
  await expect(page.getByText('The service did not answer')).toBeVisible()
  await expect(text).toHaveValue(/The drain is clear/)
  await expect(page.getByText('bench.jpg')).toBeVisible()

  await page.unroute('**/evidence')
  await page.getByRole('button', { name: 'Upload again' }).click()
  await expect(page.getByText(/Uploaded/)).toBeVisible()
  await page.route('**/submit', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  )
  await page.getByRole('button', { name: 'Hand in' }).click()
  await expect(page.getByRole('alert')).toContainText('The service did not answer')
  await expect(text).toHaveValue(/The drain is clear/)

  await page.unroute('**/submit')
  await page.reload()
  await expect(text).toHaveValue(/The drain is clear/)
  await page.locator('input[type=file]').setInputFiles(photo)
  await expect(page.getByText(/Uploaded/)).toBeVisible()
  await page.getByRole('button', { name: 'Hand in' }).click()
  await expect(page.getByRole('button', { name: 'Sign: it is my work' })).toBeVisible()
})

test('a photo has lost what its camera hid in it before it leaves the browser', async ({
  page,
  request,
  baseURL,
}) => {
  const account = newAccount()
  const quest = await (await member(request, baseURL, newAccount())).post(`Clear the drain ${Date.now()}`)
  await (await member(request, baseURL, account)).call('post', `/quests/${quest}/claim`, {})
  await installWallet(page, account)
  await page.goto('/quests')
  await signIn(page)
  await page.goto(`/quests/${quest}/submit`)
  const answer = page.waitForResponse('**/evidence')
  await page.locator('input[type=file]').setInputFiles(photo)
  const { sha256, size } = (await (await answer).json()) as { sha256: string; size: number }
  const stored = await (await request.get(`/api/v1/quests/${quest}/evidence/${sha256}`)).body()
  expect(stored).toHaveLength(size)
  expect(photo.buffer.includes('GPS 52.5 N')).toBe(true)
  expect(stored.includes('GPS 52.5 N')).toBe(false)
})
