import type { Page } from '@playwright/test'
import { capture, freshPage } from './support/capture'
import { expect, type Neighbours, proofOf, test, type Who } from './support/neighbours'
import { photo } from './support/photo'

async function pageOf(here: Neighbours, who: Who, path: string): Promise<Page> {
  const page = await here.contexts[who].newPage()
  await page.goto(path)
  return page
}

test('a form says beside each field what is wrong', async ({ here }) => {
  const page = await pageOf(here, 'creator', '/quests/new')
  await page.getByLabel('Title').fill('No')
  await page.getByLabel('XP').fill('100000')
  await page.getByLabel('Tags (optional)').fill('Not A Tag!')
  await page.getByRole('button', { name: 'Post the quest' }).click()
  await expect(page.getByText(/Enter .* characters/).first()).toBeVisible()
  // Where the faulty field was scrolled to, the header may lie over half of a button above it.
  await page.evaluate(() => scrollTo(0, 0))
  await capture(page, 'create-faults')
  await page.close()
})

test('files show how far they are, and what did not arrive', async ({ here }) => {
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
  await page.locator('input[type=file]').setInputFiles({
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

test('asking for another try takes a reason', async ({ here }) => {
  const page = await pageOf(here, 'creator', `${here.quests.submitted}/attest`)
  await page.getByRole('radio', { name: /Not done yet/ }).check()
  await capture(page, 'attest-revision')
  await page.close()
})

test('a proof file is judged in words, step by step', async ({ browser, here }) => {
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
  await judge('verify-no-proof', '{"hello":"world"}', 'This is not a proof file')
  await page.goto('/verify')
  await page.getByText('Use my own node and registry').click()
  await page.getByLabel('Check offline, without asking a node').check()
  await judge('verify-offline', good, 'Verified, as far as possible offline')
  await page.getByLabel('Check offline, without asking a node').uncheck()
  await page.getByLabel(/Address of a node/).fill('http://127.0.0.1:9')
  await judge('verify-inconclusive', good, 'Could not check everything')
  await page.close()
})

test('what is loading has the shape of what comes', async ({ here }) => {
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

test('a failure says what happened and what to do next', async ({ here }) => {
  const page = await here.contexts.visitor.newPage()
  await page.route('**/api/v1/quests**', (route) => route.abort())
  await capture(page, 'error-unreachable', async () => {
    await page.goto('/quests')
    await expect(page.getByText('The service did not answer')).toBeVisible({ timeout: 30_000 })
  })
  await page.unroute('**/api/v1/quests**')
  await capture(page, 'error-unknown-quest', async () => {
    await page.goto('/quests/0195d3f0-0000-7000-8000-000000000000')
    await expect(page.getByText('There is nothing for you here')).toBeVisible()
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

test('the proof prints as a document of its own', async ({ here }) => {
  const page = await pageOf(here, 'visitor', proofOf(here.quests.complete))
  await expect(page.getByRole('heading', { name: 'Verified', exact: true })).toBeVisible({ timeout: 60_000 })
  await page.emulateMedia({ media: 'print', colorScheme: 'light' })
  await page.setViewportSize({ width: 794, height: 1123 })
  await expect(page.getByRole('banner')).toBeHidden()
  await expect(page.getByText(`/proofs/${here.quests.complete.split('/').at(-1)}`)).toBeVisible()
  await expect(page.getByRole('img', { name: 'Code to scan' }).or(page.locator('footer svg'))).toBeVisible()
  await page.screenshot({ path: 'test-results/screens/proof-print.png', fullPage: true })
  const paper = await page.pdf({ path: 'test-results/screens/proof-print.pdf', format: 'A4' })
  expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g), 'pages of paper').toHaveLength(1)
  await page.close()
})
