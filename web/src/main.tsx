import './design/layers.css'
import './design/mantine.css'
import 'virtual:mantine-variables.css'
import './design/fonts.css'
import './design/tokens.css'
import './design/base.css'
import './design/frame.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api/queryClient'
import { App } from './app/App'
import { keepOnDevice } from './app/keepOnDevice'
import { makeRouter } from './app/router'
import { startLanguage } from './i18n/language'
import { proofQuery } from './proofs/proofQuery'
import { questQuery } from './quests/questQuery'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root".')

const router = makeRouter()

// The frame of index.html stands until the words and the screen are here, so that nothing flashes in between. No await
// at the top: the screens import chunks that would then wait for themselves.
async function start(root: HTMLElement) {
  await Promise.all([startLanguage(), router.load()])
  const first = window.firstAnswer
  if (first?.text) {
    // The text that stands already stays.
    if (first.screen === 'quest') await queryClient.prefetchQuery(questQuery(first.id))
    else await queryClient.prefetchQuery(proofQuery(first.id))
  }
  createRoot(root).render(
    <StrictMode>
      <App router={router} />
    </StrictMode>,
  )
}

void start(root)
keepOnDevice(router)
