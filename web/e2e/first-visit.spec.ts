import type { Page } from '@playwright/test'
import { member } from './support/member'
import { expect, proofOf, test } from './support/neighbours'
import { newAccount } from './support/wallet'

/** Holds the app's scripts back until the returned function is called. */
async function holdApp(page: Page): Promise<() => void> {
  let come: () => void = () => undefined
  const app = new Promise<void>((resolve) => {
    come = resolve
  })
  await page.route('**/assets/*.js', async (route) => {
    await app
    await route.continue()
  })
  return come
}

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
  const come = await holdApp(page)
  await page.goto(`/quests/${quest}`, { waitUntil: 'commit' })
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Done means' })).toBeHidden()
  come()
  await expect(page.getByRole('heading', { name: 'Done means' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  expect(asked).toHaveLength(1)
})

for (const [locale, claim] of [
  [
    'en-GB',
    /^The file claims: Both sides state that “Repair the bench by the river” was done, .*on \d{1,2} \w+ \d{4}\.$/,
  ],
  [
    'de-DE',
    /^Die Datei behauptet: Beide Seiten erklären, dass „Repair the bench by the river“ .*erledigt wurde, am \d{2}\.\d{2}\.\d{4}\.$/,
  ],
] as const) {
  test(`what a proof claims stands before the app has come, and not that it holds (${locale})`, async ({
    browser,
    here,
  }) => {
    const page = await (await browser.newContext({ locale })).newPage()
    const path = proofOf(here.quests.complete)
    const asked: string[] = []
    page.on('request', (sent) => {
      if (sent.url().includes('/proof?content=true')) asked.push(sent.url())
    })
    await page.route('**/api/v1/events', (route) => route.abort()) // once it listens, the app asks for everything anew
    const come = await holdApp(page)
    await page.goto(path, { waitUntil: 'commit' })
    const sentence = page.getByText(claim).filter({ visible: true })
    await expect(sentence).toBeVisible()
    await expect(page.getByText(/^(Verified|Bestätigt)$/)).toBeHidden()
    await expect(
      page.getByText(/^(Not checked yet|Noch nicht geprüft)$/).filter({ visible: true }),
    ).toBeVisible()
    const before = await sentence.boundingBox()
    come()
    await expect(page.locator('[data-verdict="valid"]')).toBeVisible()
    await expect(sentence).toHaveCount(0) // it is not a claim any more
    const checked = page.getByText(/“Repair the bench by the river” was done|„Repair the bench by the river“/)
    expect((await checked.first().boundingBox())?.x).toBe(before?.x)
    expect(asked).toHaveLength(1)
    await page.context().close()
  })
}

test('a proof that is not there yet leaves no claim behind', async ({ browser, here }) => {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  const come = await holdApp(page)
  await page.goto(proofOf(here.quests.open), { waitUntil: 'commit' })
  await expect(page.getByRole('heading', { level: 1, name: 'Proof', exact: true })).toBeVisible()
  await expect(page.getByText('Both sides state that')).toBeHidden()
  come()
  await expect(page.getByText('Both people have to sign before there is a proof.')).toBeVisible()
  await page.context().close()
})
