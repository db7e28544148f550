const key = 'civicforge.welcomed'
const most = 20

function read(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(stored) ? stored.filter((address) => typeof address === 'string') : []
  } catch {
    return [] // unreadable or blocked
  }
}

/** Which members have been asked for a name on this device. */
export const welcomed = {
  has: (address: string) => read().includes(address.toLowerCase()),
  add(address: string) {
    try {
      localStorage.setItem(key, JSON.stringify([...read(), address.toLowerCase()].slice(-most)))
    } catch {
      // storage is blocked: they are asked again with the next visit
    }
  },
}
