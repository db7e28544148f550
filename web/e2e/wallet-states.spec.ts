import { capture, freshPage } from './support/capture'
import { expect, test } from './support/test'
import { installWallet, newAccount } from './support/wallet'

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
