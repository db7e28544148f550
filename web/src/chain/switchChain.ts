import type { WellKnown } from '../api/shapes'
import { arriveOn } from './arriveOn'
import { askWallet } from './askWallet'
import type { Wallet } from './Wallet'
import { WalletFault } from './WalletFault'

const patience = 6_000
const afterAdding = 1_500

/** Asks the wallet to move to the service's chain, and to learn it first where it does not know it. */
export async function switchChain(wallet: Wallet, chain: WellKnown['chain']): Promise<void> {
  const chainId = `0x${chain.id.toString(16)}`
  const move = () => askWallet(wallet, 'wallet_switchEthereumChain', [{ chainId }])
  try {
    await move()
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
    // Most wallets move to a chain that they have just learnt; the others are asked once more.
    if (!(await arriveOn(wallet, chain.id, afterAdding))) await move()
  }
  if (!(await arriveOn(wallet, chain.id, patience))) throw new WalletFault('wrong-chain')
}
