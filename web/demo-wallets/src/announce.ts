import type { DemoAccount } from './accounts'
import { makeProvider } from './makeProvider'

/** Announces one demo wallet by EIP-6963, exactly as a browser extension would. */
export function announce(account: DemoAccount): void {
  const letter = account.person[0]
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" rx="9" fill="${account.colour}"/><text x="18" y="25" font-family="sans-serif" font-size="19" font-weight="700" fill="#fff" text-anchor="middle">${letter}</text></svg>`
  const detail = Object.freeze({
    info: Object.freeze({
      uuid: `00000000-0000-4000-8000-00000000000${account.index}`,
      name: account.name,
      icon: `data:image/svg+xml,${encodeURIComponent(picture)}`,
      rdns: `civicforge.demo.${account.role}`,
    }),
    provider: makeProvider(account),
  })
  const tell = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
  window.addEventListener('eip6963:requestProvider', tell)
  tell()
}
