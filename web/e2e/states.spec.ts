import type { Browser, Page } from '@playwright/test'
import { capture } from './support/capture'
import { makeNeighbours, type Neighbours, proofOf, type Who } from './support/neighbours'
import { photo } from './support/steps'
import { expect, test } from './support/test'
import { installWallet, newAccount } from './support/wallet'

let here: Neighbours

test.describe.configure({ mode: 'default' })

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000)
  here = await makeNeighbours(browser)
})

// A page of a context of its own, which axe needs.
const freshPage = async (browser: Browser) => (await browser.newContext()).newPage()

async function pageOf(who: Who, path: string): Promise<Page> {
  const page = await here.contexts[who].newPage()
  await page.goto(path)
  return page
}

test('a form says beside each field what is wrong', async () => {
  const page = await pageOf('creator', '/quests/new')
  await page.getByLabel('Title').fill('No')
  await page.getByLabel('XP').fill('100000')
  await page.getByLabel('Tags (optional)').fill('Not A Tag!')
  await page.getByRole('button', { name: 'Post the quest' }).click()
  await expect(page.getByText(/Between .* characters/).first()).toBeVisible()
  await capture(page, 'create-faults')
  await page.close()
})

test('files show how far they are, and what did not arrive', async () => {
  const page = await here.contexts.performer.newPage()
  let failing = true
  await page.route('**/evidence*', (route) => (failing ? route.abort() : new Promise(() => undefined)))
  await page.goto(`${here.quests.claimed}/submit`)
  await page.getByLabel('What did you do?').fill('Dug three holes, planted, watered and staked the oaks.')
  await page
    .locator('input[type=file]')
    .setInputFiles({ ...photo, name: 'after-the-rain-with-the-whole-class.jpg' })
  await expect(page.getByText(/Did not arrive/)).toBeVisible()
  failing = false
  await page
    .locator('input[type=file]')
    .setInputFiles({
      name: 'list.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('3 oaks, 3 stakes, 30 l water'),
    })
  await expect(page.getByText(/Uploading/)).toBeVisible()
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.from('x') })
  await expect(page.getByRole('alert')).toBeVisible()
  await capture(page, 'submit-files')
  await page.close()
})

test('asking for another try takes a reason', async () => {
  const page = await pageOf('creator', `${here.quests.submitted}/attest`)
  await page.getByRole('button', { name: /ask for another try/ }).click()
  await capture(page, 'attest-revision')
  await page.close()
})

test('the wallet chooser lists every wallet, or helps to find one', async ({ browser }) => {
  const none = await freshPage(browser)
  await none.route('**/demo-wallets/**', (route) => route.abort())
  await none.goto('/quests')
  await none.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
  await expect(none.getByText('No wallet found')).toBeVisible()
  await capture(none, 'wallet-none', undefined, false)
  await none.close()

  const several = await freshPage(browser)
  await installWallet(several, newAccount())
  await several.goto('/quests')
  await several.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
  await expect(several.getByRole('button', { name: 'Test Wallet' })).toBeVisible()
  await capture(several, 'wallet-chooser', undefined, false)
  await several.close()
})

const faults: [name: string, code: number | 'silent', text: RegExp][] = [
  ['waiting', 'silent', /Look at your wallet/],
  ['rejected', 4001, /You declined/],
  ['pending', -32002, /request waiting/],
  ['unauthorised', 4100, /has not given this site/],
  ['unsupported', 4200, /can’t do this/],
  ['disconnected', 4900, /is disconnected/],
  ['chain-disconnected', 4901, /can’t reach this chain/],
]

for (const [name, code, text] of faults) {
  test(`a wallet that is ${name} is answered calmly`, async ({ browser }) => {
    const page = await freshPage(browser)
    const wallet = await installWallet(page, newAccount())
    wallet.fails.personal_sign = code
    await page.goto('/quests')
    await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: 'Test Wallet' }).click()
    await expect(page.getByText(text)).toBeVisible()
    await capture(page, `wallet-${name}`, undefined, false)
    await page.close()
  })
}

test('a wallet on another chain is asked to switch first', async ({ browser }) => {
  const page = await freshPage(browser)
  const wallet = await installWallet(page, newAccount())
  wallet.chainId = '0x1'
  await page.goto('/quests')
  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Test Wallet' }).click()
  await expect(page.getByText(/Your wallet is on chain 1/)).toBeVisible()
  await capture(page, 'wallet-wrong-chain', undefined, false)
  await page.close()
})

test('a proof file is judged in words, step by step', async ({ browser }) => {
  const page = await freshPage(browser)
  const id = here.quests.complete.split('/').at(-1)
  const answer = await page.request.get(`/api/v1/quests/${id}/proof?content=true`)
  const good = await answer.text()
  const judge = async (name: string, text: string, verdict: string | RegExp) => {
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'proof.json', mimeType: 'application/json', buffer: Buffer.from(text) })
    await expect(page.getByRole('heading', { name: verdict, exact: true })).toBeVisible({ timeout: 60_000 })
    await capture(page, name)
  }
  await page.goto('/verify')
  await judge('verify-valid', good, 'Verified')
  await judge(
    'verify-invalid',
    good.replace('"xp":100', '"xp":1000').replace('"xp": 100', '"xp": 1000'),
    'Not verified',
  )
  await judge('verify-no-proof', '{"hello":"world"}', 'Not verified')
  await page.goto('/verify')
  await page.getByText('Use my own node and registry').click()
  await page.getByLabel('Check offline, without asking a node').check()
  await judge('verify-offline', good, 'Verified, as far as possible offline')
  await page.getByLabel('Check offline, without asking a node').uncheck()
  await page.getByLabel(/Address of a node/).fill('http://127.0.0.1:9')
  await judge('verify-inconclusive', good, 'Could not check everything')
  await page.close()
})

test('what is loading has the shape of what comes', async () => {
  const page = await here.contexts.visitor.newPage()
  await page.route('**/api/v1/quests**', () => new Promise(() => undefined))
  for (const [name, path] of [
    ['loading-board', '/quests'],
    ['loading-quest', here.quests.open],
    ['loading-proof', proofOf(here.quests.complete)],
  ] as const) {
    await capture(page, name, async () => {
      await page.goto(path)
      await expect(page.getByRole('status', { name: 'Loading' }).first()).toBeVisible()
    })
  }
  await page.close()
})

test('a failure says what happened and what to do next', async () => {
  const page = await here.contexts.visitor.newPage()
  await page.route('**/api/v1/quests**', (route) => route.abort())
  await capture(page, 'error-unreachable', async () => {
    await page.goto('/quests')
    await expect(page.getByText('The service did not answer')).toBeVisible({ timeout: 30_000 })
  })
  await page.unroute('**/api/v1/quests**')
  await capture(page, 'error-unknown-quest', async () => {
    await page.goto('/quests/0195d3f0-0000-7000-8000-000000000000')
    await expect(page.getByRole('alert')).toBeVisible()
  })
  await page.close()
})

test('one line over the page says what is down and what still works', async ({ browser }) => {
  const page = await freshPage(browser)
  await page.goto('/quests')
  await expect(page.getByRole('article').first()).toBeVisible()
  await page.context().setOffline(true)
  await expect(page.getByText(/No connection/)).toBeVisible()
  await capture(page, 'banner-offline', undefined, false)
  await page.context().setOffline(false)
  await page.route('**/health/ready', (route) => route.fulfill({ json: { status: 'degraded', checks: [] } }))
  await page.goto('/quests')
  await expect(page.getByText(/The chain can’t be reached/)).toBeVisible()
  await capture(page, 'banner-chain-down', undefined, false)
  await page.close()
})

test('an empty board invites to post', async ({ browser }) => {
  const page = await freshPage(browser)
  await page.route('**/api/v1/quests?**', (route) => route.fulfill({ json: { items: [], nextCursor: null } }))
  await page.goto('/quests')
  await expect(page.getByText('Nothing is open right now')).toBeVisible()
  await capture(page, 'board-empty')
  await page.close()
})

test('the proof prints as a document of its own', async () => {
  const page = await pageOf('visitor', proofOf(here.quests.complete))
  await expect(page.getByRole('heading', { name: 'Verified', exact: true })).toBeVisible({ timeout: 60_000 })
  await page.emulateMedia({ media: 'print', colorScheme: 'light' })
  await page.setViewportSize({ width: 794, height: 1123 })
  await expect(page.getByRole('banner')).toBeHidden()
  await page.screenshot({ path: 'test-results/screens/proof-print.png', fullPage: true })
  await page.close()
})
