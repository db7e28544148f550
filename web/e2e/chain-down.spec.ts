import { withSilentChain } from './support/sandbox'
import { attest, handIn, postQuest, signIn, takeQuest } from './support/steps'
import { expect, test } from './support/test'
import { installWallet, newAccount, operatorAccount } from './support/wallet'

const silence = /The chain can’t be reached right now/

test('while the chain is down everything but anchoring goes on, and it catches up by itself', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const contexts = [await browser.newContext(), await browser.newContext(), await browser.newContext()]
  const [creator, performer, operator] = await Promise.all(contexts.map((context) => context.newPage()))
  if (creator === undefined || performer === undefined || operator === undefined)
    throw new Error('three pages are needed')
  await installWallet(creator, newAccount())
  await installWallet(performer, newAccount())
  await installWallet(operator, operatorAccount())
  for (const page of [creator, performer, operator]) {
    await page.goto('/quests')
    await signIn(page)
  }

  await withSilentChain(async () => {
    await expect(creator.getByText(silence)).toBeVisible({ timeout: 60_000 })
    const title = `Sweep the chapel steps ${Date.now()}`
    const path = await postQuest(creator, title)
    await performer.goto(`/quests?search=${encodeURIComponent(title)}`)
    await expect(performer.getByText(silence)).toBeVisible({ timeout: 60_000 })
    await expect(performer.getByRole('article')).toHaveCount(1)
    await takeQuest(performer, path)
    await handIn(performer)
    await attest(performer, path)
    await attest(creator, path)
    await creator.goto(path)
    await performer.goto(path)
    for (const page of [creator, performer])
      await expect(page.getByText(/Waiting to be anchored|Sealed into a batch/).first()).toBeVisible()

    await operator.goto('/operator')
    await expect(
      operator.getByText('the node does not say').or(operator.getByText('Latest batches')).first(),
    ).toBeVisible()
    await expect(operator.getByText(silence)).toBeVisible({ timeout: 60_000 })
  })

  for (const page of [creator, performer]) {
    await expect(page.getByText(silence)).toHaveCount(0, { timeout: 60_000 })
    await expect(page.getByText('In a final block')).toBeVisible({ timeout: 120_000 })
  }
  await Promise.all(contexts.map((context) => context.close()))
})
