import { attest, handIn, postQuest, signIn, takeQuest } from './support/steps'
import { expect, test } from './support/test'
import { installWallet, newAccount } from './support/wallet'

test('two people post, do and sign a quest, and anybody verifies the proof', async ({ browser }) => {
  test.setTimeout(240_000)
  const [creatorContext, performerContext] = [await browser.newContext(), await browser.newContext()]
  await installWallet(creatorContext, newAccount())
  await installWallet(performerContext, newAccount())
  const [creator, performer] = [await creatorContext.newPage(), await performerContext.newPage()]

  await creator.goto('/quests')
  await signIn(creator)
  const path = await postQuest(creator, `Repair the bench by the river ${Date.now()}`)

  await performer.goto(path)
  await signIn(performer)
  await takeQuest(performer, path)
  await expect(creator.getByRole('heading', { name: /is on it$/ })).toBeVisible() // without reload
  await handIn(performer)
  await attest(performer, path)
  await expect(performer.getByRole('heading', { name: '1 of 2 signed' })).toBeVisible()

  await creator.goto(`${path}/attest`)
  await expect(creator.getByText('Sanded, oiled twice')).toBeVisible()
  await creator.getByRole('radio', { name: /Exceptional/ }).check()
  await expect(creator.getByText(/exceptionally well done, and grant .* 150 XP/)).toBeVisible()
  await creator.getByRole('button', { name: 'Sign: it is exceptional' }).click()
  await expect(creator.getByRole('heading', { name: '2 of 2 signed' })).toBeVisible()
  await expect(creator.getByText(/promises to anchor these two signatures before/)).toBeVisible()
  await expect(performer.getByRole('heading', { name: '2 of 2 signed' })).toBeVisible() // without reload
  await expect(creator.getByText('In a final block')).toBeVisible({ timeout: 90_000 })
  await expect(creator.getByText('Reward paid for good')).toBeVisible({ timeout: 90_000 })

  const visitor = await browser.newPage()
  await visitor.goto(path.replace('/quests/', '/proofs/'))
  await expect(visitor.getByRole('heading', { name: 'Verified', exact: true })).toBeVisible({
    timeout: 60_000,
  })
  await expect(visitor.getByText('Passes', { exact: true })).toHaveCount(14)
  const download = visitor.waitForEvent('download')
  await visitor.getByRole('button', { name: 'Download the proof' }).click()
  const file = await (await download).path()

  await visitor.goto('/verify')
  await visitor.locator('input[type=file]').first().setInputFiles(file)
  await expect(visitor.getByRole('heading', { name: 'Verified', exact: true })).toBeVisible()

  await visitor.context().setOffline(true)
  await visitor.locator('input[type=file]').first().setInputFiles(file)
  await expect(visitor.getByRole('heading', { name: 'Verified, as far as possible offline' })).toBeVisible()
  await expect(visitor.getByText(/No connection/)).toBeVisible()
})
