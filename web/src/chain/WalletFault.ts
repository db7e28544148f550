import { faultReasonOf } from './faultReasonOf'

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

type Options = ErrorOptions & {
  /** What the wallet may still answer after the waiting was given up. */
  late?: Promise<unknown>
}

/** A wallet that did not do what it was asked (EIP-1193 codes, and the ways of saying nothing at all). */
export class WalletFault extends Error {
  readonly late: Promise<unknown> | undefined

  constructor(
    readonly reason: WalletFaultReason,
    options: Options = {},
  ) {
    super(`The wallet did not complete the request: ${reason}`, options)
    this.name = 'WalletFault'
    this.late = options.late
  }

  /** Reads what a provider's error says, in whatever clothes it comes. */
  static from(cause: unknown): WalletFault {
    return cause instanceof WalletFault ? cause : new WalletFault(faultReasonOf(cause), { cause })
  }
}
