import { client } from '../api/client'
import type { AttestationPayload, Outcome, WellKnown } from '../api/shapes'
import { unwrap } from '../api/unwrap'
import { accountOf } from '../chain/accountOf'
import { askWallet } from '../chain/askWallet'
import { chainIdOf } from '../chain/chainIdOf'
import { loadDemoWallets } from '../chain/loadDemoWallets'
import { signatureOf } from '../chain/signatureOf'
import { switchChain } from '../chain/switchChain'
import { WalletFault } from '../chain/WalletFault'
import { walletStore } from '../chain/walletStore'

type Request = {
  questId: string
  payload: AttestationPayload
  outcome: Outcome
  signer: string
  wellKnown: WellKnown
}

/**
 * Signs with the wallet of the session and hands the signature in. The account and the chain are checked before the
 * wallet is asked to sign. Nothing is sent unless the wallet signed.
 */
export async function signAttestation({ questId, payload, outcome, signer, wellKnown }: Request) {
  await loadDemoWallets(wellKnown.chain.id)
  walletStore.refresh()
  const wallet = await walletStore.ofSession(signer)
  if (wallet === undefined) throw new WalletFault('missing')
  const account = await accountOf(wallet, signer)
  if ((await chainIdOf(wallet)) !== payload.domain.chainId) await switchChain(wallet, wellKnown.chain)
  const signature = signatureOf(
    await askWallet(wallet, 'eth_signTypedData_v4', [account, JSON.stringify(payload)]),
  )
  return unwrap(
    client.POST('/api/v1/quests/{id}/attestations', {
      params: { path: { id: questId } },
      body: { signature, outcome },
    }),
  )
}
