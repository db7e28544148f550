import {
  type BrowserContext,
  test as base,
  type ConsoleMessage,
  expect,
  type WebError,
} from '@playwright/test'

/** Notes what a page of the context throws or wants against the Content-Security-Policy, until the answer is called. */
export function watch(context: BrowserContext, faults: string[]): () => void {
  const thrown = (error: WebError) => faults.push(String(error.error()))
  const said = (message: ConsoleMessage) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text())
  }
  context.on('weberror', thrown).on('console', said)
  return () => context.off('weberror', thrown).off('console', said)
}

/** Playwright's own test, in which every page must keep the Content-Security-Policy and throw nothing. */
export const test = base.extend<{ faults: string[] }>({
  faults: [
    async ({ browser, context }, use) => {
      const faults: string[] = []
      watch(context, faults)
      const newContext = browser.newContext.bind(browser)
      browser.newContext = async (options) => {
        const made = await newContext(options)
        watch(made, faults)
        return made
      }
      await use(faults)
      browser.newContext = newContext
      expect(faults).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
