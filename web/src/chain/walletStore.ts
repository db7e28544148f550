import { createStore } from 'mipd'
import type { Wallet, WalletProvider } from './Wallet'

const announced = createStore()
const listeners = new Set<() => void>()
let wallets: Wallet[] = collect()

announced.subscribe(() => {
  wallets = collect()
  for (const listener of listeners) listener()
})

function collect(): Wallet[] {
  const found = announced.getProviders().map(({ info, provider }) => ({
    id: info.rdns,
    name: info.name,
    icon: info.icon.startsWith('data:image/') ? info.icon : undefined,
    provider: provider as WalletProvider,
  }))
  const injected = (window as { ethereum?: WalletProvider }).ethereum
  const already = found.some((wallet) => wallet.provider === injected)
  if (injected === undefined || already || found.length > 0) return found
  return [{ id: 'injected', name: '', icon: undefined, provider: injected }]
}

/** The wallets of this browser, growing as they announce themselves. */
export const walletStore = {
  get: () => wallets,
  find: (id: string) => wallets.find((wallet) => wallet.id === id),
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  /** Asks every wallet to announce itself again, for those that were loaded after the page. */
  refresh() {
    window.dispatchEvent(new Event('eip6963:requestProvider'))
    const next = collect()
    if (next.length === wallets.length) return
    wallets = next
    for (const listener of listeners) listener()
  },
}
