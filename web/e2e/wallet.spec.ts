import { attest, handIn, postQuest, signIn, takeQuest } from './support/steps'
import { expect, test } from './support/test'
import { installWallet, newAccount, type WalletBehaviour } from './support/wallet'

const words: [number, string][] = [
  [4001, 'You declined in your wallet'],
  [-32002, 'Your wallet already has a request waiting'],
  [4100, 'Your wallet has not given this site access to the account'],
  [4200, 'Your wallet can’t do this'],
  [4900, 'Your wallet is disconnected'],
  [4901, 'Your wallet can’t reach this chain'],
]

const signatures = (wallet: WalletBehaviour) =>
  wallet.requests.filter(({ method }) => method === 'personal_sign' || method === 'eth_signTypedData_v4')
    .length

test('a wallet that refuses, waits or is gone has its own words, and sign-in can be tried again', async ({
  page,
}) => {
  const wallet = await installWallet(page, newAccount())
  await page.goto('/quests')
  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Test Wallet' }).click({ trial: true })
  wallet.fails.personal_sign = words[0]?.[0] ?? 4001
  await page.getByRole('button', { name: 'Test Wallet' }).click()
  for (const [index, [, text]] of words.entries()) {
    await expect(page.getByRole('alert')).toContainText(text)
    const next = words[index + 1]?.[0]
    if (next === undefined) delete wallet.fails.personal_sign
    else wallet.fails.personal_sign = next
    await page.getByRole('button', { name: 'Try again' }).click()
  }
  await expect(page.getByRole('button', { name: /^Account of/ })).toBeVisible()
})

test('on a wrong chain nothing is signed before the wallet has switched', async ({ page }) => {
  const wallet = await installWallet(page, newAccount())
  wallet.chainId = '0x1'
  await page.goto('/quests')
  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Test Wallet' }).click()
  await expect(page.getByText(/Your wallet is on chain 1/)).toBeVisible()
  expect(signatures(wallet)).toBe(0)
  await page.getByRole('button', { name: /^Switch to/ }).click()
  await expect(page.getByRole('button', { name: /^Account of/ })).toBeVisible()
})

test('a wallet that never answers is not waited for without end', async ({ page }) => {
  const wallet = await installWallet(page, newAccount())
  wallet.fails.personal_sign = 'silent'
  await page.clock.install()
  await page.goto('/quests')
  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Test Wallet' }).click()
  await expect(page.getByText('Look at your wallet')).toBeVisible()
  await expect.poll(() => signatures(wallet)).toBe(1)
  await page.clock.fastForward('05:00')
  await expect(page.getByRole('alert')).toContainText('Your wallet has not answered')
})

test('a refused attestation leaves nothing half done', async ({ browser }) => {
  const [creatorContext, performerContext] = [await browser.newContext(), await browser.newContext()]
  await installWallet(creatorContext, newAccount())
  const wallet = await installWallet(performerContext, newAccount())
  const [creator, performer] = [await creatorContext.newPage(), await performerContext.newPage()]
  await creator.goto('/quests')
  await signIn(creator)
  const path = await postQuest(creator, `Mend the gate ${Date.now()}`)
  await performer.goto(path)
  await signIn(performer)
  await takeQuest(performer, path)
  await handIn(performer)
  wallet.fails.eth_signTypedData_v4 = 4001
  await performer.goto(`${path}/attest`)
  await performer.getByRole('button', { name: 'Sign in your wallet' }).click()
  await expect(performer.getByRole('alert')).toContainText('You declined in your wallet')
  await creator.goto(path)
  await expect(creator.getByText('0 of 2 signed')).toBeVisible()
  delete wallet.fails.eth_signTypedData_v4
  await attest(performer, path)
  await expect(creator.getByText('1 of 2 signed')).toBeVisible()
})
