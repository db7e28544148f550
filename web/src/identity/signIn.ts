import { createSiweMessage } from 'viem/siwe'
import { toHex } from 'viem/utils'
import { client } from '../api/client'
import { sessionStore } from '../api/sessionStore'
import type { Session, WellKnown } from '../api/shapes'
import { unwrap } from '../api/unwrap'
import { askWallet } from '../chain/askWallet'
import { chosenWallet } from '../chain/chosenWallet'
import { signatureOf } from '../chain/signatureOf'
import type { Wallet } from '../chain/Wallet'
import { WalletFault } from '../chain/WalletFault'

/**
 * Signs in with Ethereum (EIP-4361). The wallet must be on the service's chain already.
 * @throws {WalletFault} `timeout` has the session as its `late`, should the wallet answer after all
 */
export async function signIn(
  wallet: Wallet,
  address: `0x${string}`,
  wellKnown: WellKnown,
  statement: string,
): Promise<Session> {
  const { nonce, expiresAt } = await unwrap(client.POST('/api/v1/auth/nonce', { body: {} }))
  const message = createSiweMessage({
    domain: window.location.host,
    uri: window.location.origin,
    address,
    chainId: wellKnown.chain.id,
    nonce,
    statement,
    version: '1',
    issuedAt: new Date(),
    expirationTime: new Date(expiresAt),
  })
  const finish = async (answer: unknown) => {
    const signature = signatureOf(answer)
    const session = await unwrap(client.POST('/api/v1/auth/siwe', { body: { message, signature } }))
    chosenWallet.set(wallet)
    sessionStore.set(session)
    return session
  }
  try {
    return await finish(await askWallet(wallet, 'personal_sign', [toHex(message), address]))
  } catch (cause) {
    if (!(cause instanceof WalletFault) || cause.late === undefined) throw cause
    // Whoever looks at their wallet after minutes is signed in all the same, as long as the nonce lives.
    throw new WalletFault('timeout', { late: cause.late.then(finish) })
  }
}
