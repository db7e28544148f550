import type { Wallet } from './Wallet'
import { WalletFault } from './WalletFault'

/** How long a person may think about a request in their wallet, in milliseconds. */
export const patience = 180_000

/**
 * Sends one request to the wallet.
 * @throws {WalletFault} with the reason, also when nothing came back within `timeout` milliseconds
 */
export async function askWallet(
  wallet: Wallet,
  method: string,
  params: unknown[] = [],
  timeout = patience,
): Promise<unknown> {
  let timer: number | undefined
  const silence = new Promise<never>((_, reject) => {
    timer = window.setTimeout(() => reject(new WalletFault('timeout')), timeout)
  })
  try {
    return await Promise.race([wallet.provider.request({ method, params }), silence])
  } catch (cause) {
    throw WalletFault.from(cause)
  } finally {
    window.clearTimeout(timer)
  }
}
