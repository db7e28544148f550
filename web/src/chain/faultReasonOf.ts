import type { WalletFaultReason } from './WalletFault'

// EIP-1193, EIP-1474 and EIP-3085, and the words that libraries inside wallets use for them.
const codes: Record<string, WalletFaultReason> = {
  4001: 'rejected',
  5000: 'rejected',
  ACTION_REJECTED: 'rejected',
  USER_REJECTED: 'rejected',
  UserRejectedRequestError: 'rejected',
  4100: 'unauthorised',
  UNAUTHORIZED: 'unauthorised',
  4200: 'unsupported',
  [-32601]: 'unsupported',
  UNSUPPORTED_OPERATION: 'unsupported',
  METHOD_NOT_FOUND: 'unsupported',
  4900: 'disconnected',
  4901: 'chain-disconnected',
  4902: 'unknown-chain',
  UNRECOGNIZED_CHAIN: 'unknown-chain',
  UNKNOWN_CHAIN: 'unknown-chain',
  [-32002]: 'pending',
}

// For errors whose code says nothing, such as -32603 or -32000.
const messages: [RegExp, WalletFaultReason][] = [
  [
    /(unrecogni[sz]ed|unknown|unsupported|invalid) (chain|network)|(chain|network)\b.*\b(not|n't)\b.*\b(added|found|configured|recogni[sz]ed|supported|exist)|adding the (chain|network)|wallet_addEthereumChain/i,
    'unknown-chain',
  ],
  [/\b(reject|den(y|ied)|declin|refus|cancel|abort|disapprov)/i, 'rejected'],
  [/already (pending|processing)|pending.*request|request.*pending|already open/i, 'pending'],
  [/(not|n't) (been )?authori[sz]ed|unauthori[sz]ed/i, 'unauthorised'],
  [
    /method.*(not|n't).*(found|supported|available|exist|implemented)|unsupported method|not implemented/i,
    'unsupported',
  ],
  [/disconnected/i, 'disconnected'],
]

const nests = ['originalError', 'data', 'error', 'cause', 'info', 'inner', 'reason'] as const

/** What a provider's error means: by any known code in it or in the errors it wraps, else by its words. */
export function faultReasonOf(cause: unknown): WalletFaultReason {
  const layers = layersOf(cause)
  for (const layer of layers.toReversed()) {
    for (const code of [layer.code, layer.name]) {
      const key = String(code).trim()
      if (Object.hasOwn(codes, key)) return codes[key] ?? 'internal'
    }
  }
  for (const { message } of layers) {
    const found = typeof message === 'string' && messages.find(([words]) => words.test(message))
    if (found) return found[1]
  }
  return 'internal'
}

type Layer = { code?: unknown; name?: unknown; message?: unknown }

/** The error and what it wraps, outermost first. Errors may be nested in many members, and in themselves. */
function layersOf(cause: unknown): Layer[] {
  const found: Layer[] = []
  const visit = (value: unknown, depth: number) => {
    if (depth > 5) return
    if (typeof value === 'string') {
      found.push({ message: value })
    } else if (typeof value === 'object' && value !== null && !found.includes(value)) {
      found.push(value)
      for (const nest of nests) visit((value as Record<string, unknown>)[nest], depth + 1)
    }
  }
  visit(cause, 0)
  return found
}
