import { useEffect, useEffectEvent, useRef, useState } from 'react'

/**
 * The text of a search field whose search stands in the address: what was typed goes there after a pause, without the
 * space that the next word comes after; what is changed there by others shows in the field.
 */
export function useSearchText(search: string | undefined, onSearch: (search: string | undefined) => void) {
  const [text, setText] = useState(search ?? '')
  const sent = useRef(search)
  const send = useEffectEvent(onSearch)
  useEffect(() => {
    if (search === sent.current) return
    sent.current = search
    setText(search ?? '')
  }, [search])
  useEffect(() => {
    const typed = text.trim() || undefined
    if (typed === sent.current) return
    const timer = window.setTimeout(() => {
      sent.current = typed
      send(typed)
    }, 250)
    return () => window.clearTimeout(timer)
  }, [text])
  return [text, setText] as const
}
