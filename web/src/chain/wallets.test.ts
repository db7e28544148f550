import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { wellKnown } from '../../mocks/answers'
import { people } from '../../mocks/people'
import { accountOf } from './accountOf'
import { chosenWallet } from './chosenWallet'
import { faultReasonOf } from './faultReasonOf'
import { injectedWallets } from './injectedWallets'
import { readChainId } from './readChainId'
import { switchChain } from './switchChain'
import type { Wallet, WalletProvider } from './Wallet'
import { walletStore } from './walletStore'

const error = (fields: object, message = 'x') => Object.assign(new Error(message), fields)

describe('what a wallet’s error means', () => {
  const cases: [said: string, cause: unknown, reason: string][] = [
    ['a code', error({ code: 4902 }), 'unknown-chain'],
    ['a code as text', error({ code: '4001' }), 'rejected'],
    ['a negative code as text', error({ code: '-32002' }), 'pending'],
    ['a word for a code', error({ code: 'ACTION_REJECTED' }), 'rejected'],
    ['the name of the error', error({ name: 'UserRejectedRequestError' }), 'rejected'],
    ['a nested code, MetaMask', { code: -32603, data: { originalError: { code: 4902 } } }, 'unknown-chain'],
    ['a nested code, ethers', { code: 'UNKNOWN_ERROR', info: { error: { code: 4001 } } }, 'rejected'],
    ['a nested code, viem', error({ cause: error({ cause: { code: 4902 } }) }), 'unknown-chain'],
    ['a code inside the data', { code: -32000, data: { code: 4100 } }, 'unauthorised'],
    [
      'words only',
      {
        code: -32603,
        message: 'Unrecognized chain ID "0x7a69". Try adding the chain using wallet_addEthereumChain first.',
      },
      'unknown-chain',
    ],
    ['other words', { code: -32603, message: 'Chain 0x7a69 has not been added' }, 'unknown-chain'],
    ['words of an unsupported network', { code: -32000, message: 'Unsupported network' }, 'unknown-chain'],
    [
      'nested words',
      {
        code: -32603,
        message: 'Internal JSON-RPC error',
        data: { message: 'User denied message signature' },
      },
      'rejected',
    ],
    ['words of a refusal', 'User rejected the request.', 'rejected'],
    ['words of a cancellation', error({}, 'Request cancelled by user'), 'rejected'],
    [
      'words of a waiting request',
      error({ code: -32000 }, 'Already processing eth_requestAccounts. Please wait.'),
      'pending',
    ],
    [
      'words of a missing method',
      error({ code: -32603 }, 'The method wallet_addEthereumChain is not supported'),
      'unknown-chain',
    ],
    ['words of another missing method', error({}, 'Method not found'), 'unsupported'],
    ['nothing at all', undefined, 'internal'],
    ['null', null, 'internal'],
    ['a code that only looks like one', { code: 'toString', message: 7 }, 'internal'],
    [
      'itself inside',
      (() => {
        const loop: Record<string, unknown> = { code: -32603 }
        loop.cause = loop
        return loop
      })(),
      'internal',
    ],
  ]
  for (const [said, cause, reason] of cases)
    it(`${said}: ${reason}`, () => expect(faultReasonOf(cause)).toBe(reason))
})

describe('a chain id', () => {
  const cases: [unknown, number | undefined][] = [
    ['0x7a69', 31337],
    ['0x7A69', 31337],
    ['0X7a69', 31337],
    ['31337', 31337],
    [31337, 31337],
    [31337n, 31337],
    ['eip155:31337', 31337],
    [{ chainId: '0x7a69' }, 31337],
    ['10', 10],
    ['0x10', 16],
    ['', undefined],
    ['0x', undefined],
    ['7a69', undefined],
    ['mainnet', undefined],
    [null, undefined],
    [-1, undefined],
    ['1e9', undefined],
  ]
  for (const [given, id] of cases)
    it(`${typeof given} ${String(given)} is ${id}`, () => expect(readChainId(given)).toBe(id))
})

/** A provider that answers from a table and can tell of changes. */
function makeProvider(answers: Record<string, (params: unknown[]) => unknown>) {
  const listeners = new Map<string, Set<(value: never) => void>>()
  const calls: string[] = []
  const provider: WalletProvider & { emit: (event: string, value: unknown) => void; calls: string[] } = {
    calls,
    async request({ method, params = [] }) {
      calls.push(method)
      const answer = answers[method]
      if (answer === undefined) throw error({ code: 4200 })
      return answer(params)
    },
    on: (event, listener) => void listeners.set(event, (listeners.get(event) ?? new Set()).add(listener)),
    removeListener: (event, listener) => void listeners.get(event)?.delete(listener),
    emit: (event, value) => {
      for (const listener of listeners.get(event) ?? []) listener(value as never)
    },
  }
  return provider
}
const walletOf = (provider: WalletProvider, change: Partial<Wallet> = {}): Wallet => ({
  id: 'x',
  rdns: 'test.wallet',
  name: 'Test',
  icon: undefined,
  provider,
  ...change,
})

describe('switching the chain', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('waits for a wallet that says so a second before it has', async () => {
    let chain: unknown = '1'
    const provider = makeProvider({
      eth_chainId: () => chain,
      wallet_switchEthereumChain: () =>
        void setTimeout(() => {
          chain = '31337'
        }, 1_000),
    })
    const done = switchChain(walletOf(provider), wellKnown.chain)
    await vi.advanceTimersByTimeAsync(1_500)
    await expect(done).resolves.toBeUndefined()
  })

  it('says that the wallet is still on another chain when it stays there', async () => {
    const provider = makeProvider({ eth_chainId: () => 1, wallet_switchEthereumChain: () => null })
    const done = expect(switchChain(walletOf(provider), wellKnown.chain)).rejects.toMatchObject({
      reason: 'wrong-chain',
    })
    await vi.advanceTimersByTimeAsync(10_000)
    await done
  })

  it('adds a chain that the wallet only knows not to know in words, and asks again when it does not move by itself', async () => {
    let [chain, known] = ['0x1', false]
    const provider = makeProvider({
      eth_chainId: () => chain,
      wallet_addEthereumChain: () => {
        known = true
        return null
      },
      wallet_switchEthereumChain: () => {
        if (!known) throw error({ code: -32603 }, 'Unrecognized chain ID')
        chain = '0x7a69'
        return null
      },
    })
    const done = switchChain(walletOf(provider), wellKnown.chain)
    await vi.advanceTimersByTimeAsync(5_000)
    await done
    expect(provider.calls.filter((method) => method !== 'eth_chainId')).toEqual([
      'wallet_switchEthereumChain',
      'wallet_addEthereumChain',
      'wallet_switchEthereumChain',
    ])
  })
})

describe('the account of the session', () => {
  const own = people.creator
  it('may be any that the wallet shares', async () => {
    const provider = makeProvider({ eth_requestAccounts: () => [people.performer, own.toLowerCase()] })
    expect(await accountOf(walletOf(provider), own)).toBe(own)
  })

  it('is asked for where the wallet lets its owner choose', async () => {
    let shared: string[] = [people.performer]
    const provider = makeProvider({
      eth_requestAccounts: () => shared,
      eth_accounts: () => shared,
      wallet_requestPermissions: () => {
        shared = [own]
        return []
      },
    })
    expect(await accountOf(walletOf(provider), own)).toBe(own)
  })

  it('is missed in its own words where the wallet does not, and a refusal stays one', async () => {
    const silent = makeProvider({
      eth_requestAccounts: () => [people.performer],
      eth_accounts: () => [people.performer],
    })
    await expect(accountOf(walletOf(silent), own)).rejects.toMatchObject({ reason: 'wrong-account' })
    const refusing = makeProvider({
      eth_requestAccounts: () => [people.performer],
      wallet_requestPermissions: () => {
        throw error({ code: 4001 })
      },
    })
    await expect(accountOf(walletOf(refusing), own)).rejects.toMatchObject({ reason: 'rejected' })
  })
})

describe('the list of wallets', () => {
  const announce = (uuid: string, rdns: string, name: string, provider: WalletProvider) =>
    window.dispatchEvent(
      new CustomEvent('eip6963:announceProvider', {
        detail: { info: { uuid, rdns, name, icon: 'data:image/png,' }, provider },
      }),
    )
  const names = () => walletStore.get().map(({ name }) => name)

  it('has each once, however often it is announced, two of one house both, and those that announce nothing', async () => {
    const [one, two] = [
      makeProvider({ eth_accounts: () => [people.performer] }),
      makeProvider({ eth_accounts: () => [people.creator] }),
    ]
    for (let time = 0; time < 3; time++) announce('u1', 'io.house', 'House', one)
    announce('u1-again', 'io.house', 'House', one)
    announce('u2', 'io.house', 'House', two)
    const plain = makeProvider({ eth_accounts: () => [] })
    Object.assign(window, { ethereum: Object.assign(plain, { isMetaMask: true }) })
    walletStore.refresh()
    expect(names()).toEqual(['House', 'House', 'MetaMask'])

    // The session's own is found by its account, also after a reload, when ids have changed.
    const [, second] = walletStore.get()
    if (second === undefined) throw new Error('two are listed')
    chosenWallet.set({ ...second, id: 'of an earlier page' })
    expect((await walletStore.ofSession(people.creator))?.provider).toBe(two)
    expect((await walletStore.ofSession(people.performer))?.provider).toBe(one)
    chosenWallet.set(second)
    expect((await walletStore.ofSession(people.performer))?.provider).toBe(two)

    Reflect.deleteProperty(window, 'ethereum')
  })

  it('does not list the one at window.ethereum again when it has announced itself', () => {
    const provider = makeProvider({})
    Object.assign(window, { ethereum: provider })
    expect(injectedWallets([walletOf(provider)])).toEqual([])
    Object.assign(window, { ethereum: Object.assign(makeProvider({}), { isRabby: true, isMetaMask: true }) })
    expect(injectedWallets([walletOf(provider, { name: 'Rabby Wallet' })])).toEqual([])
    const [a, b] = [
      Object.assign(makeProvider({}), { isMetaMask: true }),
      Object.assign(makeProvider({}), { isTrust: true }),
    ]
    Object.assign(window, { ethereum: Object.assign(makeProvider({}), { providers: [a, b, null, {}] }) })
    expect(injectedWallets([]).map(({ name }) => name)).toEqual(['MetaMask', 'Trust Wallet'])
    for (const odd of [null, {}, 'x', { request: 1 }]) {
      Object.assign(window, { ethereum: odd })
      expect(injectedWallets([])).toEqual([])
    }
    Reflect.deleteProperty(window, 'ethereum')
  })
})
