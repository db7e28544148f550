import { client } from '../api/client'
import type { AttestationPayload, Outcome, WellKnown } from '../api/shapes'
import { unwrap } from '../api/unwrap'
import { askWallet } from '../chain/askWallet'
import { chainIdOf } from '../chain/chainIdOf'
import { chosenWallet } from '../chain/chosenWallet'
import { connect } from '../chain/connect'
import { loadDemoWallets } from '../chain/loadDemoWallets'
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
  const wallet = walletStore.find(chosenWallet.get() ?? '') ?? walletStore.get()[0]
  if (wallet === undefined) throw new WalletFault('missing')
  const account = await connect(wallet)
  if (account.toLowerCase() !== signer.toLowerCase()) throw new WalletFault('wrong-account')
  if ((await chainIdOf(wallet)) !== payload.domain.chainId) await switchChain(wallet, wellKnown.chain)
  const signature = String(
    await askWallet(wallet, 'eth_signTypedData_v4', [account, JSON.stringify(payload)]),
  )
  return unwrap(
    client.POST('/api/v1/quests/{id}/attestations', {
      params: { path: { id: questId } },
      body: { signature, outcome },
    }),
  )
}
