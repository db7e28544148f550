import { useBlocker, useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { LazyPart } from './lazyPart'
import { useToast } from './useToast'

/** Screens that need nothing from the service. */
const selfSufficient = new Set(['/verify', '/verify.html', '/about', '/help', '/privacy', '/status'])

/**
 * Without a connection a link leads only where there is something to see: to screens that work offline, and to those that
 * were open before. Every other one stays put and says so.
 */
export function useStayOffline() {
  const { t } = useTranslation()
  const toast = useToast()
  const router = useRouter()
  const seen = useRef(new Set<string>())
  useEffect(() => {
    const note = () => {
      if (navigator.onLine) seen.current.add(router.state.location.pathname)
    }
    note()
    return router.subscribe('onResolved', note)
  }, [router])
  useBlocker({
    enableBeforeUnload: false,
    shouldBlockFn: async ({ next }) => {
      if (navigator.onLine) return false
      const route = router.routesById[next.routeId as keyof typeof router.routesById]
      const part = route?.options.component as Partial<LazyPart<object>> | undefined
      await part?.preload?.()
      const here = part?.isHere?.() ?? true
      if (here && (selfSufficient.has(next.pathname) || seen.current.has(next.pathname))) return false
      toast(t('app.offline.stay'))
      return true
    },
  })
}
