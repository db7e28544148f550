import type { Browser, Page } from '@playwright/test'
import { attest, handIn, signIn } from './support/steps'
import { expect, test } from './support/test'
import { installWallet, newAccount } from './support/wallet'

const title = 'Bring a wardrobe down from the fourth floor'
const criteria = 'It stands in the van, unscratched, and the stairwell is swept.'

/** A browser of its own, signed in with a wallet of its own. */
async function neighbour(browser: Browser, name: string): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-GB',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  await installWallet(context, newAccount())
  const page = await context.newPage()
  await page.goto('/quests')
  await signIn(page)
  await page.getByLabel('What should others call you?').fill(name)
  await page.getByRole('button', { name: 'Use this name' }).click()
  await expect(page.getByRole('button', { name: `Account of ${name}` })).toBeVisible()
  return page
}

async function expectNothing(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await expect(page.getByText('There is nothing for you here')).toBeVisible()
  await expect(page.getByText(/wardrobe|stairwell/)).toHaveCount(0)
}

test('a private quest is for whoever its owner accepts, and both sign it', async ({
  browser,
  page: stranger,
}) => {
  const owner = await neighbour(browser, 'Maya')
  const guest = await neighbour(browser, 'Emil')

  await owner.goto('/quests/new')
  await owner.getByLabel('Title').fill(title)
  await owner.getByLabel('How will you tell that it’s done?').fill(criteria)
  await owner.getByLabel(/^Private/).check()
  await owner.getByRole('button', { name: 'Post the quest' }).click()
  await expect(owner.getByRole('heading', { level: 1, name: title })).toBeVisible()
  const path = new URL(owner.url()).pathname

  for (const page of [stranger, guest]) await expectNothing(page, path)
  for (const page of [stranger, guest]) {
    await page.goto('/quests?search=wardrobe')
    await expect(page.getByRole('heading', { name: 'No quest matches' })).toBeVisible()
  }
  await expectNothing(guest, `${path}#key=${'A'.repeat(43)}`)

  await owner.getByRole('button', { name: 'Make a link' }).click()
  const link = await owner.getByLabel(/Link to this quest/).inputValue()
  expect(new URL(link).hash).toMatch(/^#key=.{43}$/)

  const keys: (string | undefined)[] = []
  guest.on('request', (request) => {
    expect(request.url()).not.toContain('key=')
    if (request.url().includes(`/api/v1${path}`)) keys.push(request.headers()['quest-key'])
  })
  await guest.goto('/quests')
  await guest.goto(link)
  await expect(guest.getByRole('heading', { name: 'Maya invites you' })).toBeVisible()
  await expect(guest).toHaveURL(new RegExp(`${path}$`))
  await expect(guest.getByText(/wardrobe|stairwell/)).toHaveCount(0)
  await guest.getByRole('button', { name: 'Ask to take it' }).click()
  await expect(guest.getByRole('heading', { name: 'Asked, waiting for an answer' })).toBeVisible()
  await expect(guest.getByText(/wardrobe|stairwell/)).toHaveCount(0)
  expect(new Set(keys)).toEqual(new Set([link.split('#key=')[1]]))

  await owner.reload()
  await expect(owner.getByRole('heading', { name: '1 person asks to take it' })).toBeVisible()
  await owner.getByRole('button', { name: 'Accept' }).click()
  await expect(owner.getByText(/^Emil will see all texts/)).toBeVisible()
  await owner.getByRole('button', { name: 'Accept' }).click()
  await expect(owner.getByRole('heading', { name: 'Emil is on it' })).toBeVisible()

  await guest.goto(path)
  await expect(guest.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await expect(guest.getByText(criteria)).toBeVisible()
  await expectNothing(stranger, path)
  await stranger.goto(link)
  await expect(stranger.getByRole('heading', { name: 'No longer open' })).toBeVisible()
  await expect(stranger.getByText(/wardrobe|stairwell/)).toHaveCount(0)

  await handIn(guest)
  await attest(guest, path)
  await attest(owner, path)
  for (const page of [owner, guest]) {
    await page.goto(path)
    await expect(page.getByRole('link', { name: 'See the proof' })).toBeVisible()
  }
  const proof = path.replace('/quests/', '/proofs/')
  await owner.goto(proof)
  // To others nothing tells of it before the chain does.
  await expect(owner.getByRole('heading', { name: 'Verified', exact: true })).toBeVisible({
    timeout: 120_000,
  })
  await stranger.goto(proof)
  await expect(stranger.getByText(/“Private quest”/).first()).toBeVisible()
  await expect(stranger.getByText(/wardrobe|stairwell/)).toHaveCount(0)
  await Promise.all([owner.context().close(), guest.context().close()])
})
