import { askWallet } from './askWallet'
import { readChainId } from './readChainId'
import type { Wallet } from './Wallet'
import { WalletFault } from './WalletFault'

/** The chain the wallet is on. */
export async function chainIdOf(wallet: Wallet): Promise<number> {
  const id = readChainId(await askWallet(wallet, 'eth_chainId', [], 15_000))
  if (id === undefined) throw new WalletFault('internal')
  return id
}
