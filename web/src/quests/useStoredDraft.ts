import { useCallback, useEffect, useRef, useState } from 'react'

const pause = 300

/**
 * A value that survives a reload: kept on this device under `key` until {@link forget} is called. Written when typing
 * pauses, and at once when the form goes away, for example because the session ended.
 */
export function useStoredDraft<T>(key: string, initial: T) {
  const [value, setValue] = useState<T>(() => {
    try {
      const stored = localStorage.getItem(key)
      return stored === null ? initial : { ...initial, ...(JSON.parse(stored) as T) }
    } catch {
      return initial // unreadable or blocked: start afresh
    }
  })
  const unsaved = useRef<T | null>(null)
  const save = useCallback(() => {
    if (unsaved.current === null) return
    try {
      localStorage.setItem(key, JSON.stringify(unsaved.current))
    } catch {
      // storage is full or blocked: the draft lives as long as the page
    }
    unsaved.current = null
  }, [key])
  const change = useCallback((next: T) => {
    unsaved.current = next
    setValue(next)
  }, [])
  // Every change of the value begins a new pause.
  useEffect(() => {
    const timer = window.setTimeout(save, pause)
    return () => window.clearTimeout(timer)
  }, [value, save])
  useEffect(() => save, [save])
  const forget = () => {
    unsaved.current = null
    try {
      localStorage.removeItem(key)
    } catch {
      // storage is blocked: there is nothing to forget
    }
  }
  return { value, setValue: change, forget }
}
