import { getAddress, isAddress } from 'viem'
import { askWallet } from './askWallet'
import type { Wallet } from './Wallet'
import { WalletFault } from './WalletFault'

/** Asks for access and returns the account the wallet offers first, in EIP-55 form. */
export async function connect(wallet: Wallet): Promise<`0x${string}`> {
  const accounts = await askWallet(wallet, 'eth_requestAccounts')
  const first: unknown = Array.isArray(accounts) ? accounts[0] : undefined
  if (typeof first !== 'string' || !isAddress(first, { strict: false })) throw new WalletFault('no-account')
  return getAddress(first)
}
