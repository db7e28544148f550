/** An EIP-1193 provider, as far as the app uses it. */
export type WalletProvider = {
  request(call: { method: string; params?: unknown[] }): Promise<unknown>
  on?(event: string, listener: (...values: never[]) => void): void
  removeListener?(event: string, listener: (...values: never[]) => void): void
}

/** A wallet the visitor can choose: announced by EIP-6963, or found as `window.ethereum`. */
export type Wallet = {
  /** Its own in this page; not stable over reloads. */
  id: string
  /** The announced reverse domain name, or `injected`. Two wallets may have the same. */
  rdns: string
  name: string
  /** A data URI, or undefined when the wallet brings none. */
  icon: string | undefined
  provider: WalletProvider
}
