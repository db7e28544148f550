/**
 * Registers the worker that keeps the app on the device, once the first screen is there. Only for built pages that know
 * their build, over a connection that allows workers; on a host that has no `/worker.js`, or whose `/` is not this
 * app, the browser or the worker itself gives up, and nothing changes.
 */
export function registerWorker(): void {
  if (!('serviceWorker' in navigator) || document.querySelector('meta[name="build"]') === null) return
  if (window.self !== window.top) return
  const register = () => {
    navigator.serviceWorker.register('/worker.js', { updateViaCache: 'none' }).catch(() => undefined)
  }
  if (document.readyState === 'complete') register()
  else window.addEventListener('load', register, { once: true })
}
