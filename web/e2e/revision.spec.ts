import { member } from './support/member'
import { photo } from './support/photo'
import { handIn, postQuest, signIn, takeQuest } from './support/steps'
import { expect, test } from './support/test'
import { installWallet, newAccount } from './support/wallet'

test('work that is sent back comes with the reason, the text and the photo, and is handed in again', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const [creatorContext, performerContext] = [await browser.newContext(), await browser.newContext()]
  await installWallet(creatorContext, newAccount())
  await installWallet(performerContext, newAccount())
  const [creator, performer] = [await creatorContext.newPage(), await performerContext.newPage()]
  await creator.goto('/quests')
  await signIn(creator)
  const path = await postQuest(creator, `Oil the playground gate ${Date.now()}`)
  await performer.goto(path)
  await signIn(performer)
  await takeQuest(performer, path)
  await handIn(performer)

  const reason = 'The lower hinge still squeaks; please oil it as well.'
  await creator.goto(`${path}/attest`)
  await creator.getByRole('radio', { name: /Not done yet/ }).check()
  await creator.getByLabel(/What is missing/).fill(reason)
  await creator.getByRole('button', { name: 'Send it back' }).click()
  await expect(creator.getByRole('heading', { name: /^Back with/ })).toBeVisible()

  await performer.goto('/my-work')
  await expect(performer.getByText(/^Sent back by/)).toBeVisible()
  await expect(performer.getByText(reason)).toBeVisible()
  await performer.getByRole('link', { name: 'Hand in again' }).click()
  await expect(performer.getByRole('region', { name: 'What is missing' })).toContainText(reason)
  const text = performer.getByLabel('What did you do?')
  await expect(text).toHaveValue('Sanded, oiled twice, and left to dry for a day.')
  const kept = performer.getByRole('listitem').filter({ hasText: 'Handed in before' })
  await expect(kept.locator('img')).toBeVisible()
  await text.fill('Sanded, oiled twice, and the lower hinge too.')
  await performer.getByRole('button', { name: 'Hand in again' }).click()
  await expect(performer.getByRole('button', { name: 'Sign: it is my work' })).toBeVisible()

  await creator.goto(`${path}/attest`)
  await expect(creator.getByText('Sanded, oiled twice, and the lower hinge too.')).toBeVisible()
  await expect(creator.getByRole('button', { name: /Open file 1/ })).toBeVisible()
})

test('handed-in work is taken back to change it, and nothing is lost', async ({ page, request, baseURL }) => {
  const account = newAccount()
  const quest = await (await member(request, baseURL, newAccount())).post(`Clear the drain ${Date.now()}`)
  await (await member(request, baseURL, account)).call('post', `/quests/${quest}/claim`, {})
  await installWallet(page, account)
  await page.goto('/quests')
  await signIn(page)
  await page.goto(`/quests/${quest}/submit`)
  await page.getByLabel('What did you do?').fill('The drain is clear; the leaves are on the compost heap.')
  await page.locator('input[type=file]').setInputFiles(photo)
  await expect(page.getByText(/Uploaded/)).toBeVisible()
  await page.getByRole('button', { name: 'Hand in' }).click()
  await page.goto(`/quests/${quest}`)
  await page.getByRole('button', { name: 'Take it back to change it' }).click()
  await page.getByRole('button', { name: 'Yes, take it back' }).click()
  await page.getByRole('link', { name: 'Hand in again' }).click()
  await expect(page.getByLabel('What did you do?')).toHaveValue(/The drain is clear/)
  await expect(page.getByText(/Handed in before/)).toBeVisible()
})

test('giving a quest back asks first', async ({ page, request, baseURL }) => {
  const account = newAccount()
  const quest = await (await member(request, baseURL, newAccount())).post(`Rake the lawn ${Date.now()}`)
  await (await member(request, baseURL, account)).call('post', `/quests/${quest}/claim`, {})
  await installWallet(page, account)
  await page.goto('/quests')
  await signIn(page)
  await page.goto(`/quests/${quest}`)
  await page.getByRole('button', { name: 'Give it back' }).click()
  await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused()
  await page.getByRole('button', { name: 'Keep it' }).click()
  await expect(page.getByRole('link', { name: 'Hand in your work' })).toBeVisible()
  await page.getByRole('button', { name: 'Give it back' }).click()
  await page.getByRole('button', { name: 'Yes, give it back' }).click()
  await expect(page.getByText('Given back. The quest is open again.')).toBeVisible()
})

test('a quest whose terms changed is not taken before the reader has seen them', async ({
  page,
  request,
  baseURL,
}) => {
  const creator = await member(request, baseURL, newAccount())
  const quest = await creator.post(`Paint the shed ${Date.now()}`)
  await installWallet(page, newAccount())
  await page.goto('/quests')
  await signIn(page)
  await page.route('**/api/v1/events', (route) => route.abort())
  await page.goto(`/quests/${quest}`)
  await expect(page.getByRole('button', { name: 'Take this quest' })).toBeVisible()
  let silent = true
  await page.route(`**/api/v1/quests/${quest}`, (route) => (silent ? route.abort() : route.continue()))
  await creator.call('patch', `/quests/${quest}`, { rewardXp: 10 })
  const refused = page.waitForResponse((response) => response.url().endsWith('/claim'))
  await page.getByRole('button', { name: 'Take this quest' }).click()
  expect((await refused).status()).toBe(412)
  silent = false
  await expect(page.getByText(/changed this quest while you were reading/)).toBeVisible()
  await expect(page.locator('del')).toHaveText('100 XP')
  await expect(page.locator('ins')).toHaveText('10 XP')
  await page.getByRole('button', { name: 'Take it as it is now' }).click()
  await expect(page.getByRole('link', { name: 'Hand in your work' })).toBeVisible()
})
