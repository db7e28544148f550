import { cleanup } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { queryClient } from '../src/api/queryClient'
import { sessionStore } from '../src/api/sessionStore'
import { startLanguage } from '../src/i18n/language'
import { server } from './server'

beforeAll(async () => {
  server.listen({ onUnhandledRequest: 'error' })
  await startLanguage('en')
})
beforeEach(() => localStorage.clear())
afterEach(() => {
  cleanup()
  queryClient.clear()
  sessionStore.set(null)
  server.resetHandlers()
})
afterAll(() => server.close())
