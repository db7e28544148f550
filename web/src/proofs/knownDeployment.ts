import { isAddress } from '../api/isAddress'
import type { WellKnown } from '../api/shapes'
import type { Deployment } from './steps/localSteps'

const key = 'civicforge.deployment'

export type KnownDeployment = Deployment & { rpcHint: string | undefined; explorer: string | undefined }

/** The deployment that this service publishes; kept, so that proofs are verified without the service too. */
export function knownDeployment(published: WellKnown | undefined): KnownDeployment | undefined {
  if (published === undefined) return recalled()
  const { domain, chain, policy } = published
  const known: KnownDeployment = {
    chainId: domain.chainId,
    registry: domain.verifyingContract,
    finality: policy.finality,
    rpcHint: chain.rpcHint ?? undefined,
    explorer: chain.explorer ?? undefined,
  }
  try {
    localStorage.setItem(key, JSON.stringify(known))
  } catch {
    // storage is blocked: it is known as long as the page
  }
  return known
}

function recalled(): KnownDeployment | undefined {
  try {
    const { chainId, registry, finality, rpcHint } = JSON.parse(localStorage.getItem(key) ?? '{}')
    const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
    return Number.isSafeInteger(chainId) && isAddress(registry)
      ? { chainId, registry, finality: text(finality), rpcHint: text(rpcHint), explorer: undefined }
      : undefined
  } catch {
    return undefined
  }
}
