import { createSiweMessage } from 'viem/siwe'
import { toHex } from 'viem/utils'
import { client } from '../api/client'
import { sessionStore } from '../api/sessionStore'
import type { Session, WellKnown } from '../api/shapes'
import { unwrap } from '../api/unwrap'
import { askWallet } from '../chain/askWallet'
import { chosenWallet } from '../chain/chosenWallet'
import type { Wallet } from '../chain/Wallet'

/** Signs in with Ethereum (EIP-4361). The wallet must be on the service's chain already. */
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
  const signature = String(await askWallet(wallet, 'personal_sign', [toHex(message), address]))
  const session = await unwrap(client.POST('/api/v1/auth/siwe', { body: { message, signature } }))
  chosenWallet.set(wallet.id)
  sessionStore.set(session)
  return session
}
