import { cleanup, configure } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { queryClient } from '../src/api/queryClient'
import { sessionStore } from '../src/api/sessionStore'
import { startLanguage } from '../src/i18n/language'
import { makeHandlers } from './handlers'
import { server } from './server'

configure({
  asyncUtilTimeout: 15_000, // the first visit to a screen loads its code
  getElementError: (message) => new Error(message ?? 'not found'),
})

// happy-dom has no font set; text areas that grow listen to it.
if (document.fonts === undefined) Object.defineProperty(document, 'fonts', { value: new EventTarget() })

beforeAll(async () => {
  server.listen({ onUnhandledRequest: 'error' })
  await startLanguage('en')
})
beforeEach(() => localStorage.clear())
afterEach(() => {
  cleanup()
  queryClient.clear()
  sessionStore.set(null)
  server.events.removeAllListeners()
  server.resetHandlers(...makeHandlers())
})
afterAll(async () => {
  await vi.dynamicImportSettled() // a screen that a test has left still loads its parts
  server.close()
})
