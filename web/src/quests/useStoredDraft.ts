import { useCallback, useEffect, useRef, useState } from 'react'

const pause = 300

/**
 * A value that survives a reload: kept on this device under `key` until {@link forget} is called. Written when typing
 * pauses, and at once when the form or the page goes away, for example because the session ended or a new version of
 * the app is loaded.
 * @param read makes a draft of what was stored, or undefined when it is none: then it is dropped
 */
export function useStoredDraft<T>(key: string, initial: T, read: (stored: unknown) => T | undefined) {
  const [value, setValue] = useState<T>(() => recall(key, read) ?? initial)
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
  useEffect(() => {
    window.addEventListener('pagehide', save)
    return () => {
      window.removeEventListener('pagehide', save)
      save()
    }
  }, [save])
  const forget = () => {
    unsaved.current = null
    drop(key)
  }
  return { value, setValue: change, forget }
}

function recall<T>(key: string, read: (stored: unknown) => T | undefined): T | undefined {
  try {
    const stored = localStorage.getItem(key)
    const draft = stored === null ? undefined : read(JSON.parse(stored))
    if (stored !== null && draft === undefined) drop(key)
    return draft
  } catch {
    drop(key) // no JSON, or storage is blocked: start afresh
    return undefined
  }
}

function drop(key: string) {
  try {
    localStorage.removeItem(key)
  } catch {
    // storage is blocked: there is nothing to forget
  }
}
