import { useEffect, useState } from 'react'

/** A value that survives a reload: kept on this device under `key` until {@link forget} is called. */
export function useStoredDraft<T>(key: string, initial: T) {
  const [value, setValue] = useState<T>(() => {
    try {
      const stored = localStorage.getItem(key)
      return stored === null ? initial : { ...initial, ...(JSON.parse(stored) as T) }
    } catch {
      return initial // unreadable or blocked: start afresh
    }
  })
  useEffect(() => {
    const timer = window.setTimeout(() => {
      try {
        localStorage.setItem(key, JSON.stringify(value))
      } catch {
        // storage is full or blocked: the draft lives as long as the page
      }
    }, 300)
    return () => window.clearTimeout(timer)
  }, [key, value])
  const forget = () => {
    try {
      localStorage.removeItem(key)
    } catch {
      // storage is blocked: there is nothing to forget
    }
  }
  return { value, setValue, forget }
}
