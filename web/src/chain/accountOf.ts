import { getAddress, isAddress } from 'viem'
import { askWallet } from './askWallet'
import type { Wallet } from './Wallet'
import { WalletFault } from './WalletFault'

const accountsIn = (answer: unknown): `0x${string}`[] =>
  Array.isArray(answer)
    ? answer
        .filter((one): one is string => typeof one === 'string' && isAddress(one, { strict: false }))
        .map((one) => getAddress(one))
    : []

/**
 * The session's account as the wallet gives it. Any account that the wallet shares may sign; where the session's is not
 * among them, the wallet is asked to let its owner choose, if it can.
 * @throws {WalletFault} `wrong-account` when it is still not there
 */
export async function accountOf(wallet: Wallet, wanted: string): Promise<`0x${string}`> {
  const find = (answer: unknown) =>
    accountsIn(answer).find((one) => one.toLowerCase() === wanted.toLowerCase())
  const shared = find(await askWallet(wallet, 'eth_requestAccounts'))
  if (shared !== undefined) return shared
  await askWallet(wallet, 'wallet_requestPermissions', [{ eth_accounts: {} }]).catch((cause: unknown) => {
    if (cause instanceof WalletFault && cause.reason === 'rejected') throw cause
    // The wallet does not offer this; its owner switches by hand.
  })
  const chosen = find(await askWallet(wallet, 'eth_accounts'))
  if (chosen === undefined) throw new WalletFault('wrong-account')
  return chosen
}
