const key = 'civicforge.wallet'

/** Which wallet the member signed in with, so that the next signature asks the same one. */
export const chosenWallet = {
  get(): string | null {
    try {
      return localStorage.getItem(key)
    } catch {
      return null // storage is blocked: the member chooses again
    }
  },
  set(id: string) {
    try {
      localStorage.setItem(key, id)
    } catch {
      // storage is blocked: the member chooses again next time
    }
  },
}
