import { expect, proofOf, test } from './support/neighbours'

const folder = '../tests/vectors/proofs'

for (const [name, width, height] of [
  ['a phone', 360, 740],
  ['a desk', 1280, 800],
] as const) {
  test(`on ${name} the verdict takes the place of the question, and the focus`, async ({ browser }) => {
    const page = await (await browser.newContext({ locale: 'en-GB', viewport: { width, height } })).newPage()
    await page.goto('/verify')
    const before = await page.getByRole('heading', { level: 1 }).boundingBox()
    await page.locator('input[type=file]').first().setInputFiles(`${folder}/leaf-hash.json`)
    const verdict = page.getByRole('heading', { name: 'Not verified', exact: true })
    await expect(verdict).toBeFocused()
    await expect(verdict).toBeInViewport({ ratio: 1 })
    expect((await page.getByRole('heading', { level: 1 }).boundingBox())?.x).toBe(before?.x)
    await expect(page.getByText(/^The file claims:/)).toBeVisible()
    await page.screenshot({ path: `test-results/screens/verdict-${width}.png` })
    await page.context().close()
  })
}

test('a photo instead of a proof is compared with the proof that follows', async ({ browser }) => {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  await page.goto('/verify')
  const buffer = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'bench.jpg', mimeType: 'image/jpeg', buffer })
  await expect(page.getByRole('heading', { name: 'This is not a proof file' })).toBeVisible()
  await expect(page.getByText('Not verified')).toBeHidden()
  await page.screenshot({ path: 'test-results/screens/verify-photo.png' })
  await page.locator('input[type=file]').first().setInputFiles(`${folder}/valid.json`)
  await expect(page.getByText(/bench\.jpg.* is not one of the files of this work\./)).toBeVisible()
  await page.context().close()
})

test('a proof names its quest, leads back to it, and keeps its checks behind one line', async ({
  browser,
  here,
}) => {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  await page.goto(proofOf(here.quests.complete))
  await expect(
    page.getByRole('heading', { level: 1, name: 'Proof: Repair the bench by the river' }),
  ).toBeVisible()
  await expect(page).toHaveTitle(/^Proof: Repair the bench by the river/)
  await page.getByText('14 of 14 checks passed in this browser.').click()
  await expect(page.getByText('Nobody has withdrawn it', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Back to the quest' }).click()
  await expect(page).toHaveURL(new RegExp(`${here.quests.complete}$`))
  await page.context().close()
})

test('an app that never comes leaves a proof unchecked', async ({ browser, here }) => {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  await page.route('**/assets/*.js', (route) => route.abort())
  await page.route('**/proof?content=true', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({
      response: answer,
      body: (await answer.text()).replaceAll('Repair the bench', 'FORGED 999 trees {{day}}'),
    })
  })
  await page.goto(proofOf(here.quests.complete))
  await expect(page.getByText('Not checked yet').filter({ visible: true })).toBeVisible()
  await expect(
    page.getByText(/^The file claims: .*FORGED 999 trees \{\{day\}\}/).filter({ visible: true }),
  ).toBeVisible()
  await expect(page.getByText(/^Both sides state/).filter({ visible: true })).toHaveCount(0)
  await page.screenshot({ path: 'test-results/screens/proof-unchecked.png' })
  await page.context().close()
})
