import './design/layers.css'
import '@mantine/core/styles.layer.css'
import 'virtual:mantine-variables.css'
import '@fontsource-variable/bricolage-grotesque'
import '@fontsource-variable/instrument-sans'
import '@fontsource-variable/jetbrains-mono'
import './design/tokens.css'
import './design/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App'
import { makeRouter } from './app/router'
import { startLanguage } from './i18n/language'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root".')

await startLanguage()
createRoot(root).render(
  <StrictMode>
    <App router={makeRouter()} />
  </StrictMode>,
)
