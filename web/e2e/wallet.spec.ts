import { member } from './support/member'
import { signIn } from './support/steps'
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

test('a chain that the wallet does not know is added with what the service says about it', async ({
  page,
}) => {
  const wallet = await installWallet(page, newAccount())
  wallet.chainId = '0x1'
  wallet.knows = ['0x1']
  await page.goto('/quests')
  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Test Wallet' }).click()
  wallet.fails.wallet_addEthereumChain = 4001
  await page.getByRole('button', { name: /^Switch to/ }).click()
  await expect(page.getByRole('alert')).toContainText('You declined in your wallet')
  expect(signatures(wallet)).toBe(0)
  delete wallet.fails.wallet_addEthereumChain
  await page
    .getByRole('button', { name: /^(Switch to|Try again)/ })
    .first()
    .click()
  await expect(page.getByRole('button', { name: /^Account of/ })).toBeVisible()
  const added = wallet.requests.findLast(({ method }) => method === 'wallet_addEthereumChain')
  expect(added?.params[0]).toMatchObject({ chainId: '0x7a69', rpcUrls: [expect.stringMatching(/^http/)] })
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

const faults: [number, string][] = words.filter(([code]) => [4001, -32002, 4900, 4901].includes(code))

test('an attestation that the wallet does not give leaves nothing half done', async ({
  page,
  request,
  baseURL,
  context,
}) => {
  const account = newAccount()
  const creator = await member(request, baseURL, newAccount())
  const quest = await creator.post(`Mend the gate ${Date.now()}`)
  await (await member(request, baseURL, account)).handIn(quest)
  const wallet = await installWallet(context, account)
  await page.goto('/quests')
  await signIn(page)
  await page.goto(`/quests/${quest}/attest`)
  const seen = async () =>
    (await creator.call<{ status: string; attestations: unknown[] }>('get', `/quests/${quest}`)).attestations
  for (const [code, text] of faults) {
    wallet.fails.eth_signTypedData_v4 = code
    await page.getByRole('button', { name: /^Sign: / }).click()
    await expect(page.getByRole('alert')).toContainText(text)
    expect(await seen()).toEqual([])
  }
  delete wallet.fails.eth_signTypedData_v4
  wallet.chainId = '0x1'
  wallet.fails.wallet_switchEthereumChain = 4001
  const before = signatures(wallet)
  await page.getByRole('button', { name: /^Sign: / }).click()
  await expect(page.getByRole('alert')).toContainText('You declined in your wallet')
  expect(signatures(wallet)).toBe(before)
  delete wallet.fails.wallet_switchEthereumChain
  await page.getByRole('button', { name: /^Sign: / }).dblclick()
  await expect(page.getByRole('heading', { name: '1 of 2 signed' })).toBeVisible()
  expect(signatures(wallet)).toBe(before + 1)
  expect(await seen()).toHaveLength(1)
})

test('an attestation by another account than the one signed in is refused before it is sent', async ({
  page,
  request,
  baseURL,
  context,
}) => {
  const account = newAccount()
  const creator = await member(request, baseURL, newAccount())
  const quest = await creator.post(`Mend the gate ${Date.now()}`)
  await (await member(request, baseURL, account)).handIn(quest)
  const wallet = await installWallet(context, account)
  await page.goto('/quests')
  await signIn(page)
  await page.goto(`/quests/${quest}/attest`)
  wallet.account = newAccount()
  await page.getByRole('button', { name: /^Sign: / }).click()
  await expect(page.getByRole('alert')).toContainText('Your wallet is on another account')
  wallet.account = account
  await page.getByRole('button', { name: /^Sign: / }).click()
  await expect(page.getByRole('heading', { name: '1 of 2 signed' })).toBeVisible()
})
