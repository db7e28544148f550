// Keeps the app on the device, so that proofs can be verified and drafts finished without a connection. The build writes
// `build` and `files` above. It never keeps what the service answers, save for one public document: which chain and
// contracts the service anchors to, without which a proof file says nothing.
const prefix = 'civicforge-'
const cacheName = `${prefix}${build}`
const answers = 'answers-of-civicforge'
const kept = ['/.well-known/civicforge.json']
const patience = 4_000

// Not pages of the app: they are never answered with it while there is a connection, however slow.
const foreign = /^\/(api|docs|openapi|health|metrics|demo-wallets|\.well-known)(\/|$)|\.(?!html$)[^/]*$/

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(activate()))

async function install() {
  const cache = await caches.open(cacheName)
  const page = await fetch('/', { cache: 'no-store' })
  // Another build, or another site: this worker is not meant for it.
  if (!page.ok || !(await page.clone().text()).includes(`name="build" content="${build}"`)) {
    await caches.delete(cacheName)
    throw new Error('The page at / is not of this build.')
  }
  await cache.put('/', page)
  // What has its content in its name may come from the browser's cache.
  await cache.addAll(
    files.map((file) => new Request(file, { cache: file.startsWith('/assets/') ? 'default' : 'no-cache' })),
  )
  await self.skipWaiting()
}

// A page that is still open goes on with the files of its own build, so those of the one before stay.
async function activate() {
  const builds = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== cacheName)
  await Promise.all(builds.slice(0, -1).map((name) => caches.delete(name)))
  await self.registration.navigationPreload?.enable()
  await self.clients.claim()
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate') event.respondWith(page(event, pathname))
  else if (pathname.startsWith('/assets/')) event.respondWith(fromCache(request))
  else if (files.includes(pathname)) event.respondWith(fromNetwork(request, cacheName))
  else if (kept.includes(pathname)) event.respondWith(fromNetwork(request, answers))
})

// The newest page wherever there is one; the kept one when nothing answers in time, or only a gateway's error page.
async function page(event, pathname) {
  const shell = await caches.match('/', { cacheName })
  const fresh = (async () => (await event.preloadResponse) ?? fetch(event.request))()
  if (shell === undefined) return fresh
  const late = new Promise((resolve) => {
    if (!foreign.test(pathname)) setTimeout(resolve, patience, shell)
  })
  const answer = fresh.then(
    (response) => (response.status >= 502 && response.status <= 504 ? shell : response),
    () => shell,
  )
  return Promise.race([answer, late])
}

async function fromCache(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request)
}

async function fromNetwork(request, name) {
  const cache = await caches.open(name)
  try {
    const response = await fetch(request)
    if (response.ok && name === answers) await cache.put(request.url, response.clone())
    return response
  } catch (cause) {
    const last = await cache.match(request, { ignoreVary: true })
    if (last === undefined) throw cause
    return last
  }
}
