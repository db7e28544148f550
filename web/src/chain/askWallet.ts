import type { Wallet } from './Wallet'
import { WalletFault } from './WalletFault'

/** How long a person may think about a request in their wallet, in milliseconds. */
export const patience = 180_000

/**
 * Sends one request to the wallet.
 * @throws {WalletFault} with the reason, also when nothing came back within `timeout` milliseconds; what comes later is
 * its `late`
 */
export async function askWallet(
  wallet: Wallet,
  method: string,
  params: unknown[] = [],
  timeout = patience,
): Promise<unknown> {
  let timer: number | undefined
  try {
    const answer = wallet.provider.request({ method, params })
    const silence = new Promise<never>((_, reject) => {
      timer = window.setTimeout(() => reject(new WalletFault('timeout', { late: answer })), timeout)
    })
    return await Promise.race([answer, silence])
  } catch (cause) {
    throw WalletFault.from(cause)
  } finally {
    window.clearTimeout(timer)
  }
}
