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
  if (visitor && screen === 'quest') showQuest(id) // before the chunks: a browser asks for six things at a time
  if (visitor) {
    const first = {
      home: ['/api/v1/stats'],
      board: location.search === '' ? ['/api/v1/quests?status=OPEN&limit=24'] : [],
      proof: ['/.well-known/civicforge.json', `/api/v1/quests/${id}/proof?content=true`],
    }
    for (const href of first[screen] ?? [])
      send({ rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href })
  }
  const { parts = '{}' } = document.currentScript.dataset
  for (const href of JSON.parse(parts)[screen] ?? []) send({ rel: 'modulepreload', href })
  if (page.lang === 'de') for (const href of JSON.parse(parts).de ?? []) send({ rel: 'modulepreload', href })

  // A quest's title is the largest text of its page: it is shown as soon as it is there, and the app takes over the answer.
  async function showQuest(id) {
    const answer = fetch(`/api/v1/quests/${id}`)
    const quest = { id, answer, shown: false }
    window.firstQuest = quest
    try {
      const response = await answer
      if (!response.ok) return
      const { title } = await response.clone().json()
      const heading = document.querySelector('.frame-page[data-of="quest"] h1')
      if (title === null || heading === null) return
      heading.textContent = title
      quest.shown = true
    } catch {
      // The app asks again, and says what is wrong.
    }
  }
})()
