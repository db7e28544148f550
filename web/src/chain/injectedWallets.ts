import type { Wallet, WalletProvider } from './Wallet'

type Injected = WalletProvider & Record<string, unknown>

// How wallets that announce nothing are told apart.
const marks = [
  ['isRabby', 'Rabby Wallet'],
  ['isBraveWallet', 'Brave Wallet'],
  ['isCoinbaseWallet', 'Coinbase Wallet'],
  ['isTrust', 'Trust Wallet'],
  ['isFrame', 'Frame'],
  ['isMetaMask', 'MetaMask'], // last: many claim to be it
] as const

/** Wallets at `window.ethereum`, alone or in its list, that are not among those that announced themselves. */
export function injectedWallets(announced: Wallet[]): Wallet[] {
  const { ethereum } = window as { ethereum?: Injected & { providers?: unknown } }
  if (typeof ethereum?.request !== 'function') return []
  const all = Array.isArray(ethereum.providers) ? (ethereum.providers as Injected[]) : [ethereum]
  const found: Wallet[] = []
  for (const provider of all) {
    if (typeof provider?.request !== 'function') continue
    const name = marks.find(([mark]) => provider[mark] === true)?.[1] ?? ''
    const known = [...announced, ...found].some(
      (wallet) => wallet.provider === provider || (name !== '' && wallet.name === name),
    )
    if (known) continue
    found.push({ id: `injected:${found.length}`, rdns: 'injected', name, icon: undefined, provider })
  }
  return found
}
