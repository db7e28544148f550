import { createStore } from 'mipd'
import { askWallet } from './askWallet'
import { chosenWallet } from './chosenWallet'
import { injectedWallets } from './injectedWallets'
import type { Wallet, WalletProvider } from './Wallet'

const announced = createStore()
const listeners = new Set<() => void>()
let wallets: Wallet[] = collect()

function update() {
  const next = collect()
  const same = next.length === wallets.length && next.every(({ id }, index) => id === wallets[index]?.id)
  if (same) return
  wallets = next
  for (const listener of listeners) listener()
}

announced.subscribe(update)
// Wallets of old that come after the page.
window.addEventListener('ethereum#initialized', update)

/** Every wallet once: by its announcement, by its provider, and those that only put themselves on the page. */
function collect(): Wallet[] {
  const found: Wallet[] = []
  for (const { info, provider } of announced.getProviders()) {
    if (found.some((wallet) => wallet.provider === provider)) continue
    found.push({
      id: String(info.uuid),
      rdns: String(info.rdns),
      name: String(info.name),
      icon: typeof info.icon === 'string' && info.icon.startsWith('data:image/') ? info.icon : undefined,
      provider: provider as WalletProvider,
    })
  }
  return [...found, ...injectedWallets(found)]
}

/** The wallets of this browser, growing as they announce themselves. */
export const walletStore = {
  get: () => wallets,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  /** Asks every wallet to announce itself again, for those that were loaded after the page. */
  refresh() {
    window.dispatchEvent(new Event('eip6963:requestProvider'))
    update()
  },
  /**
   * The wallet that the session began with. What wallets call themselves may have two bearers, so where in doubt each is
   * asked in silence which accounts it has.
   */
  async ofSession(account: string): Promise<Wallet | undefined> {
    const chosen = chosenWallet.get()
    const candidates = narrow(wallets, [
      ({ id }) => id === chosen?.id,
      ({ rdns, name }) => rdns === chosen?.rdns && name === chosen.name,
      ({ rdns }) => rdns === chosen?.rdns,
    ])
    if (candidates.length === 1) return candidates[0]
    for (const wallet of candidates.length > 0 ? candidates : wallets)
      if (await has(wallet, account)) return wallet
    return candidates[0] ?? (chosen === undefined ? wallets[0] : undefined)
  },
}

/** Those that fit the first condition that any fits. */
function narrow(all: Wallet[], conditions: ((wallet: Wallet) => boolean)[]): Wallet[] {
  for (const fits of conditions) {
    const some = all.filter(fits)
    if (some.length > 0) return some
  }
  return []
}

async function has(wallet: Wallet, account: string): Promise<boolean> {
  const accounts = await askWallet(wallet, 'eth_accounts', [], 3_000).catch(() => [])
  return (
    Array.isArray(accounts) && accounts.some((one) => String(one).toLowerCase() === account.toLowerCase())
  )
}
