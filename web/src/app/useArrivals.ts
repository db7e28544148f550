import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { arrival } from './arrival'
import { outdated } from './ToastProvider'

/** After a link was followed the new screen's heading has the focus, so that it is read out and Tab goes on from there. */
export function useArrivals() {
  const router = useRouter()
  useEffect(
    () =>
      router.subscribe('onBeforeNavigate', ({ fromLocation, pathChanged }) => {
        if (fromLocation === undefined || !pathChanged) return
        arrival.begin()
        window.dispatchEvent(new Event(outdated))
      }),
    [router],
  )
}
