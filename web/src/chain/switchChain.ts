import type { WellKnown } from '../api/shapes'
import { askWallet } from './askWallet'
import { chainIdOf } from './chainIdOf'
import type { Wallet } from './Wallet'
import { WalletFault } from './WalletFault'

/** Asks the wallet to move to the service's chain, and to learn it first where it does not know it. */
export async function switchChain(wallet: Wallet, chain: WellKnown['chain']): Promise<void> {
  const chainId = `0x${chain.id.toString(16)}`
  try {
    await askWallet(wallet, 'wallet_switchEthereumChain', [{ chainId }])
  } catch (cause) {
    if (!(cause instanceof WalletFault) || cause.reason !== 'unknown-chain' || chain.rpcHint === null)
      throw cause
    await askWallet(wallet, 'wallet_addEthereumChain', [
      {
        chainId,
        chainName: `CivicForge ${chain.name}`,
        rpcUrls: [chain.rpcHint],
        nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
        blockExplorerUrls: chain.explorer === null ? undefined : [chain.explorer],
      },
    ])
  }
  if ((await chainIdOf(wallet)) !== chain.id) throw new WalletFault('wrong-chain')
}
