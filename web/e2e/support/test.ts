import { type BrowserContext, test as base, expect } from '@playwright/test'

/** Playwright's own test, in which every page must keep the Content-Security-Policy and throw nothing. */
export const test = base.extend<{ faults: string[] }>({
  faults: [
    async ({ browser, context }, use) => {
      const faults: string[] = []
      const watch = (watched: BrowserContext) => {
        watched.on('weberror', (error) => faults.push(String(error.error())))
        watched.on('console', (message) => {
          if (message.text().includes('Content Security Policy')) faults.push(message.text())
        })
        return watched
      }
      watch(context)
      const newContext = browser.newContext.bind(browser)
      browser.newContext = async (options) => watch(await newContext(options))
      await use(faults)
      browser.newContext = newContext
      expect(faults).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
