import type { BrowserContext, Page } from '@playwright/test'
import { type Hex, hexToString } from 'viem'
import { generatePrivateKey, mnemonicToAccount, privateKeyToAccount } from 'viem/accounts'

const mnemonic = 'test test test test test test test test test test test junk'
export type Account = ReturnType<typeof privateKeyToAccount> | ReturnType<typeof mnemonicToAccount>

/** What the wallet of a test does; a test changes it while the page is open. */
export type WalletBehaviour = {
  account: Account
  chainId: string
  /** Chains that it can switch to. */
  knows: string[]
  /** An EIP-1193 error code for the next calls of a method, or `silent` for no answer at all. */
  fails: Record<string, number | 'silent'>
  requests: { method: string; params: unknown[] }[]
}

export const newAccount = (): Account => privateKeyToAccount(generatePrivateKey())
export const operatorAccount = (): Account => mnemonicToAccount(mnemonic, { addressIndex: 4 })

/** Installs an EIP-6963 wallet whose key stays in the test process. */
export async function installWallet(
  target: BrowserContext | Page,
  account: Account,
): Promise<WalletBehaviour> {
  const wallet: WalletBehaviour = {
    account,
    chainId: '0x7a69',
    knows: ['0x1', '0x7a69'],
    fails: {},
    requests: [],
  }
  await target.exposeFunction('civicforgeTestWallet', async (method: string, params: unknown[]) => {
    wallet.requests.push({ method, params })
    const failure = wallet.fails[method]
    if (failure === 'silent') return new Promise(() => undefined)
    if (failure !== undefined) return { error: { code: failure, message: `refused with ${failure}` } }
    switch (method) {
      case 'eth_requestAccounts':
      case 'eth_accounts':
        return { result: [wallet.account.address] }
      case 'eth_chainId':
        return { result: wallet.chainId }
      case 'wallet_addEthereumChain':
      case 'wallet_switchEthereumChain': {
        const { chainId } = params[0] as { chainId: string }
        if (method === 'wallet_addEthereumChain') wallet.knows.push(chainId)
        else if (!wallet.knows.includes(chainId))
          return { error: { code: 4902, message: 'Unrecognized chain' } }
        wallet.chainId = chainId
        return { result: null }
      }
      case 'personal_sign':
        return { result: await wallet.account.signMessage({ message: hexToString(params[0] as Hex) }) }
      case 'eth_signTypedData_v4':
        return { result: await wallet.account.signTypedData(JSON.parse(String(params[1]))) }
      default:
        return { error: { code: 4200, message: `unsupported ${method}` } }
    }
  })
  await target.addInitScript(() => {
    type Answer = { result?: unknown; error?: { code: number; message: string } }
    const ask = window as unknown as Record<string, (method: string, params: unknown[]) => Promise<Answer>>
    const provider = {
      async request({ method, params = [] }: { method: string; params?: unknown[] }) {
        const answer = await ask.civicforgeTestWallet?.(method, params)
        if (answer?.error) throw Object.assign(new Error(answer.error.message), answer.error)
        return answer?.result
      },
      on() {},
      removeListener() {},
    }
    const info = {
      uuid: '350670db-19fa-4704-a166-e52e178b59d2',
      name: 'Test Wallet',
      icon: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
      rdns: 'test.wallet',
    }
    const detail = Object.freeze({ info, provider })
    const announce = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
    window.addEventListener('eip6963:requestProvider', announce)
    announce()
  })
  return wallet
}
