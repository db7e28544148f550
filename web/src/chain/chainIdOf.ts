import { askWallet } from './askWallet'
import type { Wallet } from './Wallet'
import { WalletFault } from './WalletFault'

/** The chain the wallet is on. Wallets answer hex text; some old ones answer a number. */
export async function chainIdOf(wallet: Wallet): Promise<number> {
  const answer = await askWallet(wallet, 'eth_chainId', [], 15_000)
  const id = typeof answer === 'number' ? answer : Number.parseInt(String(answer), 16)
  if (!Number.isSafeInteger(id)) throw new WalletFault('internal')
  return id
}
