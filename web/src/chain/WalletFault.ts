export type WalletFaultReason =
  | 'rejected'
  | 'pending'
  | 'unauthorised'
  | 'unsupported'
  | 'disconnected'
  | 'chain-disconnected'
  | 'unknown-chain'
  | 'wrong-chain'
  | 'wrong-account'
  | 'no-account'
  | 'missing'
  | 'timeout'
  | 'internal'

const reasons: Record<number, WalletFaultReason> = {
  4001: 'rejected',
  4100: 'unauthorised',
  4200: 'unsupported',
  4900: 'disconnected',
  4901: 'chain-disconnected',
  4902: 'unknown-chain',
  [-32002]: 'pending',
  [-32601]: 'unsupported',
}

/** A wallet that did not do what it was asked (EIP-1193 codes, and the ways of saying nothing at all). */
export class WalletFault extends Error {
  constructor(
    readonly reason: WalletFaultReason,
    options?: ErrorOptions,
  ) {
    super(`The wallet did not complete the request: ${reason}`, options)
    this.name = 'WalletFault'
  }

  /** Reads the code that a provider's error carries, also where MetaMask nests it. */
  static from(cause: unknown): WalletFault {
    if (cause instanceof WalletFault) return cause
    const code = codeOf(cause)
    return new WalletFault((code !== undefined && reasons[code]) || 'internal', { cause })
  }
}

function codeOf(cause: unknown): number | undefined {
  if (typeof cause !== 'object' || cause === null) return undefined
  const { code, data } = cause as { code?: unknown; data?: { originalError?: unknown } }
  const nested = codeOf(data?.originalError)
  if (nested !== undefined) return nested
  return typeof code === 'number' ? code : undefined
}
