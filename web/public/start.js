// Runs before the first paint; a file of its own because the page allows no inline script. Sets the colour scheme and
// the language, shows the frame of this screen, and sends for what the screen needs while the app is still loading.
;(() => {
  const recall = (key) => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null // storage is blocked: go by the system and the browser
    }
  }
  // The router keeps scroll positions here and trusts what it finds.
  const positions = 'tsr-scroll-restoration-v1_3'
  const isRecord = (value) => typeof value === 'object' && value !== null
  try {
    const kept = JSON.parse(sessionStorage.getItem(positions) ?? '{}')
    if (!isRecord(kept) || !Object.values(kept).every(isRecord)) sessionStorage.removeItem(positions)
  } catch {
    // blocked, or no JSON, which the router takes for nothing
  }

  const page = document.documentElement
  const scheme = recall('mantine-color-scheme-value')
  const dark = scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  page.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')

  const language = recall('civicforge.language') ?? navigator.language.toLowerCase()
  page.lang = language.startsWith('de') ? 'de' : 'en'

  const screens = [
    ['home', /^\/$/],
    ['board', /^\/quests$/],
    ['create', /^\/quests\/new$/],
    ['quest', /^\/quests\/[^/]+$/],
    ['proof', /^\/proofs\/[^/]+$/],
    ['verify', /^\/verify(\.html)?$/],
    ['batches', /^\/batches$/],
  ]
  const screen =
    screens.find(([, path]) => path.test(location.pathname.replace(/(.)\/$/, '$1')))?.[0] ?? 'other'
  page.dataset.screen = screen

  const send = (attributes) => document.head.append(Object.assign(document.createElement('link'), attributes))
  const id = location.pathname.split('/')[2]
  // A member's answers differ from a visitor's, and the app asks for them with the token.
  const visitor = recall('civicforge.session') === null
  // Before the chunks: a browser asks for six things at a time.
  // The key of a private quest's link goes with the app's own request only.
  if (visitor && screen === 'quest' && !location.hash.startsWith('#key='))
    ask(`/api/v1/quests/${id}`, showTitle)
  if (visitor && screen === 'proof') ask(`/api/v1/quests/${id}/proof?content=true`, showClaim)
  if (visitor) {
    const first = {
      home: ['/api/v1/stats'],
      board: location.search === '' ? ['/api/v1/quests?status=OPEN&limit=24'] : [],
      proof: ['/.well-known/civicforge.json'],
    }
    for (const href of first[screen] ?? [])
      send({ rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href })
  }
  const { parts = '{}' } = document.currentScript.dataset
  for (const href of JSON.parse(parts)[screen] ?? []) send({ rel: 'modulepreload', href })
  if (page.lang === 'de') for (const href of JSON.parse(parts).de ?? []) send({ rel: 'modulepreload', href })

  // The app itself may not come. Its words are not here then, so two sentences are kept in this file.
  const failed = {
    en: ['The app could not be loaded. Your connection may have dropped.', 'Try again'],
    de: [
      'Die App konnte nicht geladen werden. Vielleicht ist die Verbindung abgerissen.',
      'Noch einmal versuchen',
    ],
  }
  addEventListener(
    'error',
    ({ target }) => {
      if (!(target instanceof HTMLScriptElement) || target.type !== 'module') return
      const [text, again] = failed[page.lang]
      const notice = Object.assign(document.createElement('div'), { className: 'frame-failed' })
      notice.setAttribute('role', 'alert')
      const link = Object.assign(document.createElement('a'), { href: location.href, textContent: again })
      notice.append(Object.assign(document.createElement('p'), { textContent: text }), link)
      document.body.prepend(notice)
    },
    true,
  )

  // The largest text of the page is shown as soon as it is there, and the app takes over the answer.
  async function ask(path, show) {
    const answer = fetch(path)
    const first = { screen, id, path, answer, text: null }
    window.firstAnswer = first
    try {
      const response = await answer
      if (response.ok) first.text = show(await response.clone().json())
    } catch {
      // The app asks again, and says what is wrong.
    }
  }

  function showTitle({ title }) {
    const heading = document.querySelector('.frame-page[data-of="quest"] h1')
    if (heading !== null && title !== null) heading.textContent = title
    return heading && title
  }

  // What the proof claims; the app checks it.
  function showClaim({ quest: { title, outcome }, completed: { completedAt } }) {
    const sentences = document.querySelectorAll('.frame-claim p')
    const sentence = [...sentences].find((p) => p.lang === page.lang && p.dataset.outcome === outcome)
    if (sentence === undefined || title === null) return null
    const language = navigator.languages.find((name) => name.startsWith(page.lang)) ?? page.lang
    const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(completedAt * 1000)
    sentence.textContent = sentence.dataset.words.replace('{{day}}', day).replace('{{title}}', () => title)
    sentence.hidden = false
    return sentence.textContent
  }
})()
