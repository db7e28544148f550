import { postQuest, signIn } from './support/steps'
import { expect, test } from './support/test'
import { installWallet, newAccount } from './support/wallet'

const expire = () => {
  const session = JSON.parse(localStorage.getItem('civicforge.session') ?? '{}') as Record<string, unknown>
  localStorage.setItem(
    'civicforge.session',
    JSON.stringify({ ...session, expiresAt: new Date(0).toISOString() }),
  )
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
  await expect(one.getByText('Creation points')).toBeVisible()
  await expect(two.getByText('This device')).toBeVisible()
  await two.getByRole('link', { name: 'My work' }).first().click()
  await expect(two.getByText('Creation points')).toBeVisible()
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

test('pressing twice posts one quest', async ({ page }) => {
  await installWallet(page, newAccount())
  await page.goto('/quests')
  await signIn(page)
  const title = `Sweep the yard ${Date.now()}`
  await page.goto('/quests/new')
  await page.getByLabel('Title').fill(title)
  await page
    .getByLabel('When is it done?')
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
