import type { makeRouter } from './router'

/**
 * Registers the worker that keeps the app on the device, once the first screen is there. Only for built pages that know
 * their build, over a connection that allows workers; on a host that has no `/worker.js`, or whose `/` is not this
 * app, the browser or the worker itself gives up, and nothing changes. Verifying has to work in any state, so its code
 * is fetched as well, also where there is no worker.
 */
export function keepOnDevice(router: ReturnType<typeof makeRouter>): void {
  if (document.querySelector('meta[name="build"]') === null) return
  const keep = () => {
    if ('serviceWorker' in navigator && window.self === window.top)
      navigator.serviceWorker.register('/worker.js', { updateViaCache: 'none' }).catch(() => undefined)
    void router.preloadRoute({ to: '/verify' })
    import('../proofs/verifyProof').catch(() => undefined) // asked for again when a file is verified
  }
  if (document.readyState === 'complete') keep()
  else window.addEventListener('load', keep, { once: true })
}
