import { people } from './people'

type Answer = unknown | ((params: unknown[]) => unknown)

/** An EIP-6963 wallet whose every answer a test decides; an Error is thrown as the wallet would. */
export function announceWallet(answers: Record<string, Answer> = {}, account: string = people.creator) {
  const calls: { method: string; params: unknown[] }[] = []
  const usual: Record<string, Answer> = {
    eth_requestAccounts: [account],
    eth_chainId: '0x7a69',
    personal_sign: `0x${'11'.repeat(65)}`,
    eth_signTypedData_v4: `0x${'22'.repeat(65)}`,
    ...answers,
  }
  const listeners = new Map<string, Set<(value: unknown) => void>>()
  const provider = {
    on(event: string, listener: (value: unknown) => void) {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener))
    },
    removeListener: (event: string, listener: (value: unknown) => void) =>
      void listeners.get(event)?.delete(listener),
    async request({ method, params = [] }: { method: string; params?: unknown[] }) {
      calls.push({ method, params })
      const answer = usual[method]
      const value = typeof answer === 'function' ? await answer(params) : answer
      if (value instanceof Error) throw value
      return value
    },
  }
  const info = {
    uuid: crypto.randomUUID(),
    name: 'Test Wallet',
    icon: 'data:image/svg+xml,<svg/>',
    rdns: 'test.wallet',
  }
  const detail = Object.freeze({ info, provider })
  const announce = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
  window.addEventListener('eip6963:requestProvider', announce)
  announce()
  return {
    calls,
    /** Tells the page of a change, as the wallet would. */
    emit(event: string, value: unknown) {
      for (const listener of listeners.get(event) ?? []) listener(value)
    },
    answer(method: string, value: Answer) {
      usual[method] = value
    },
  }
}

/** What a provider throws. */
export function walletError(code: number): Error {
  return Object.assign(new Error(`wallet error ${code}`), { code })
}
