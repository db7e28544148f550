import { developmentChain } from './developmentChain'

const source = '/demo-wallets/demo-wallets.js'
let loading: Promise<void> | undefined

/**
 * On the development chain, asks the Sandbox for its three ready-made wallets. They are not part of this build: the
 * script announces them through EIP-6963 like any other wallet, and where it is not served nothing happens.
 */
export function loadDemoWallets(chainId: number): Promise<void> {
  if (chainId !== developmentChain) return Promise.resolve()
  loading ??= new Promise((resolve) => {
    const script = document.createElement('script')
    script.type = 'module'
    script.src = source
    script.onload = () => resolve()
    script.onerror = () => resolve() // not a Sandbox: the visitor's own wallets are all there is
    document.head.append(script)
  })
  return loading
}
