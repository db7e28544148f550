import { useQuery } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { wellKnownQuery } from '../api/wellKnownQuery'
import { loadDemoWallets } from './loadDemoWallets'
import { walletStore } from './walletStore'

/** The wallets to choose from. On the development chain the Sandbox's demo wallets join in. */
export function useWallets() {
  const wallets = useSyncExternalStore(walletStore.subscribe, walletStore.get)
  const chainId = useQuery(wellKnownQuery).data?.chain.id
  useEffect(() => {
    if (chainId !== undefined) void loadDemoWallets(chainId).then(walletStore.refresh)
  }, [chainId])
  return wallets
}
