import { useSyncExternalStore } from 'react'

/** Light, dark, or as the system has it. */
export type Scheme = 'light' | 'dark' | 'auto'

// public/start.js reads the same key and sets the same attribute before the first paint.
const key = 'mantine-color-scheme-value'
const listeners = new Set<() => void>()
const system = window.matchMedia('(prefers-color-scheme: dark)')
let chosen = recall()

function recall(): Scheme {
  try {
    const kept = localStorage.getItem(key)
    return kept === 'light' || kept === 'dark' ? kept : 'auto'
  } catch {
    return 'auto' // storage is blocked: as the system has it
  }
}

const shown = () => (chosen === 'auto' ? (system.matches ? 'dark' : 'light') : chosen)

function show() {
  document.documentElement.setAttribute('data-mantine-color-scheme', shown())
  for (const listener of listeners) listener()
}

system.addEventListener('change', show)
window.addEventListener('storage', (event) => {
  if (event.key !== key && event.key !== null) return
  chosen = recall()
  show()
})

/** Chooses the colours of this page and of the next visits. */
export function chooseScheme(scheme: Scheme): void {
  chosen = scheme
  try {
    localStorage.setItem(key, scheme)
  } catch {
    // storage is blocked: the choice lasts as long as the page
  }
  show()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What was chosen, and what that comes to now. */
export function useScheme(): { chosen: Scheme; shown: 'light' | 'dark' } {
  return {
    chosen: useSyncExternalStore(subscribe, () => chosen),
    shown: useSyncExternalStore(subscribe, shown),
  }
}
