import { chainIdOf } from './chainIdOf'
import { readChainId } from './readChainId'
import type { Wallet } from './Wallet'

const pace = 250

/**
 * Whether the wallet is on a chain within `patience` milliseconds. Some say that they have switched before they have, so
 * both its event and its answer count, whichever comes first.
 */
export async function arriveOn(wallet: Wallet, chainId: number, patience: number): Promise<boolean> {
  let told = false
  const listen = (id: unknown) => {
    if (readChainId(id) === chainId) told = true
  }
  wallet.provider.on?.('chainChanged', listen)
  try {
    for (let waited = 0; ; waited += pace) {
      if ((await chainIdOf(wallet)) === chainId) return true
      if (waited >= patience) return told
      await new Promise((over) => window.setTimeout(over, pace))
    }
  } finally {
    wallet.provider.removeListener?.('chainChanged', listen)
  }
}
