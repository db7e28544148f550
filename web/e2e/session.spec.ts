import { readFileSync } from 'node:fs'
import { member } from './support/member'
import { postQuest, signIn } from './support/steps'
import { expect, test } from './support/test'
import { installWallet, newAccount } from './support/wallet'

const expire = () => {
  const session = JSON.parse(localStorage.getItem('civicforge.session') ?? '{}') as Record<string, unknown>
  localStorage.setItem('civicforge.session', JSON.stringify({ ...session, freshUntil: 0 }))
}

test('an access token that ran out is renewed without anybody noticing, once for two tabs', async ({
  context,
}) => {
  await installWallet(context, newAccount())
  const [one, two] = [await context.newPage(), await context.newPage()]
  await one.goto('/quests')
  await signIn(one)
  await one.evaluate(expire)
  await Promise.all([one.goto('/my-work'), two.goto('/settings')])
  await expect(one.getByText('Creation points').filter({ visible: true }).first()).toBeVisible()
  await expect(two.getByText('This device')).toBeVisible()
  await two.getByRole('link', { name: 'My work' }).first().click()
  await expect(two.getByText('Creation points').filter({ visible: true }).first()).toBeVisible()
})

test('signing out everywhere ends the session in the other tab too', async ({ context }) => {
  await installWallet(context, newAccount())
  const [one, two] = [await context.newPage(), await context.newPage()]
  await one.goto('/quests')
  await signIn(one)
  await two.goto('/settings')
  await one.goto('/settings')
  await one.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(one.getByRole('banner').getByRole('button', { name: 'Sign in' })).toBeVisible()
  await expect(two.getByRole('banner').getByRole('button', { name: 'Sign in' })).toBeVisible()
})

test('a session that was ended elsewhere asks to sign in, and keeps what was typed', async ({
  page,
  request,
  baseURL,
}) => {
  const account = newAccount()
  await installWallet(page, account)
  await page.goto('/quests')
  await signIn(page)
  await page.goto('/quests/new')
  await page.getByLabel('Title').fill('Carry the piano down')
  await page
    .getByLabel('How will you tell that it’s done?')
    .fill('The piano stands in the hall, whole and still in tune.')
  await (await member(request, baseURL, account)).call('delete', '/auth/sessions')
  await page.evaluate(expire)
  await page.getByRole('button', { name: 'Post the quest' }).click()
  await expect(page.getByRole('banner').getByRole('button', { name: 'Sign in' })).toBeVisible()
  await signIn(page)
  await expect(page.getByLabel('Title')).toHaveValue('Carry the piano down')
  await page.getByRole('button', { name: 'Post the quest' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Carry the piano down' })).toBeVisible()
})

test('one device can end the session of another, save everything as a file, and erase the member', async ({
  context,
  browser,
}) => {
  const account = newAccount()
  const other = await browser.newContext()
  for (const device of [context, other]) await installWallet(device, account)
  const [desk, phone] = [await context.newPage(), await other.newPage()]
  for (const page of [desk, phone]) {
    await page.goto('/quests')
    await signIn(page)
  }
  const path = await postQuest(desk, `Lend a ladder ${Date.now()}`)
  await desk.goto('/settings')
  await desk.getByRole('button', { name: 'End session' }).click()
  await expect(desk.getByRole('button', { name: 'End session' })).toHaveCount(0)
  await phone.evaluate(expire)
  await phone.goto('/my-work')
  await expect(phone.getByRole('banner').getByRole('button', { name: 'Sign in' })).toBeVisible()

  const saving = desk.waitForEvent('download')
  await desk.getByRole('button', { name: 'Save everything as a file' }).click()
  const file = JSON.parse(readFileSync(await (await saving).path(), 'utf8')) as { quests: { id: string }[] }
  expect(file.quests.map(({ id }) => `/quests/${id}`)).toEqual([path])

  await desk.getByRole('button', { name: 'Erase my data' }).click()
  await desk.getByRole('button', { name: 'Erase my data' }).click()
  await expect(desk.getByText('Your data is erased and you are signed out.')).toBeVisible()
  await expect(desk.getByRole('banner').getByRole('button', { name: 'Sign in' })).toBeVisible()
  await desk.goto(path)
  await expect(desk.getByText('Cancelled').first()).toBeVisible()
  await expect(desk.getByText('Lend a ladder')).toHaveCount(0)
})

test('pressing twice posts one quest', async ({ page }) => {
  await installWallet(page, newAccount())
  await page.goto('/quests')
  await signIn(page)
  const title = `Sweep the yard ${Date.now()}`
  await page.goto('/quests/new')
  await page.getByLabel('Title').fill(title)
  await page
    .getByLabel('How will you tell that it’s done?')
    .fill('Everything is swept and the leaves are on the compost heap.')
  await page.getByRole('button', { name: 'Post the quest' }).dblclick()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await page.goto(`/quests?search=${encodeURIComponent(title)}`)
  await expect(page.getByRole('article')).toHaveCount(1)
})

test('the slower of two members is told that a quest is taken', async ({ browser }) => {
  const contexts = [await browser.newContext(), await browser.newContext(), await browser.newContext()]
  for (const context of contexts) await installWallet(context, newAccount())
  const [creator, fast, slow] = await Promise.all(contexts.map((context) => context.newPage()))
  if (creator === undefined || fast === undefined || slow === undefined)
    throw new Error('three pages are needed')
  await creator.goto('/quests')
  await signIn(creator)
  const path = await postQuest(creator, `Paint the fence ${Date.now()}`)
  for (const page of [fast, slow]) {
    await page.goto(path)
    await signIn(page)
    await expect(page.getByRole('button', { name: 'Take this quest' })).toBeVisible()
  }
  await slow.route('**/api/v1/events', (route) => route.abort())
  await slow.route('**/api/v1/quests/*', (route) =>
    route.request().method() === 'GET' ? route.abort() : route.continue(),
  )
  await fast.getByRole('button', { name: 'Take this quest' }).click()
  await expect(fast.getByRole('link', { name: 'Hand in your work' })).toBeVisible()
  await slow.getByRole('button', { name: 'Take this quest' }).click()
  await expect(slow.getByRole('alert')).toContainText('Somebody was a moment quicker')
})
