import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'

// The stack under test: CIVICFORGE_URL, or one that is started here on a port of its own. Workers inherit the choice.
process.env.CIVICFORGE_E2E_PORT ??= String(20_000 + (process.pid % 12_000))
const port = process.env.CIVICFORGE_E2E_PORT
const running = process.env.CIVICFORGE_URL
const baseURL = running ?? `http://localhost:${port}`
// Its data folder, emptied by the next run, names the processes, which some tests stop for a while.
const data = fileURLToPath(new URL('test-results/sandbox', import.meta.url))
if (running === undefined) process.env.CIVICFORGE_E2E_DATA ??= data
// Debian's. The headless shell, which is also what Playwright itself takes, needs half the processor time of the whole
// browser: it draws no window.
const installed = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => existsSync(path))

export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  outputDir: 'test-results/playwright',
  use: {
    baseURL,
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    trace: { mode: 'retain-on-failure', screenshots: false },
    reducedMotion: 'reduce',
    // A worker would answer what tests hold back or change on the way; offline.spec.ts lets it.
    serviceWorkers: 'block',
    launchOptions: {
      executablePath: installed,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
        '--no-pings',
        '--disable-sync',
        '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
      ],
    },
  },
  webServer:
    running === undefined
      ? {
          command: `../civicforge up --port ${port} --data "${data}" --fresh`,
          url: `${baseURL}/health/ready`,
          timeout: 300_000,
          reuseExistingServer: true, // workers read this file again
          gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
        }
      : undefined,
})
