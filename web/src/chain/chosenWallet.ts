import { object, safeParse, string } from 'valibot'
import type { Wallet } from './Wallet'

const key = 'civicforge.wallet'
const schema = object({ id: string(), rdns: string(), name: string() })

/** Which wallet the member signed in with, so that the next signature asks the same one. */
export const chosenWallet = {
  get(): Pick<Wallet, 'id' | 'rdns' | 'name'> | undefined {
    try {
      const read = safeParse(schema, JSON.parse(localStorage.getItem(key) ?? 'null'))
      return read.success ? read.output : undefined
    } catch {
      return undefined // unreadable or blocked: the wallets themselves are asked
    }
  },
  set({ id, rdns, name }: Wallet) {
    try {
      localStorage.setItem(key, JSON.stringify({ id, rdns, name }))
    } catch {
      // storage is blocked: the wallets themselves are asked next time
    }
  },
}
