import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { signIn } from './support/steps'
import { expect, test } from './support/test'
import { installWallet, newAccount } from './support/wallet'

test.use({ serviceWorkers: 'allow' })

/** Until the worker has everything and answers for this page. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready
    while (navigator.serviceWorker.controller === null) await new Promise((later) => setTimeout(later, 50))
  })

const { registry } = JSON.parse(readFileSync('../tests/vectors/proofs/cases.json', 'utf8')) as {
  registry: string
}

async function verifies(page: Page) {
  await expect(page.getByRole('heading', { level: 1, name: 'Verify a proof' })).toBeVisible()
  await page.getByText('Use my own node and registry').click()
  await page.getByLabel('Registry that I trust').fill(registry)
  await page.locator('input[type=file]').first().setInputFiles('../tests/vectors/proofs/valid.json')
  await expect(page.getByText('Verified, as far as possible offline').first()).toBeVisible()
}

const inNav = (page: Page, name: string) => page.getByRole('banner').getByRole('link', { name })

test('offline, Verify opens and verifies, and every other link stays put and says so', async ({
  page,
  context,
}) => {
  await page.goto('/quests')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await kept(page)
  await context.setOffline(true)
  await inNav(page, 'Record').click()
  await expect(page.getByText('This page opens once you are back online.').first()).toBeVisible()
  await expect(page).toHaveURL(/\/quests$/)
  await expect(page.getByText(/No connection\. You can read/)).toBeVisible()
  await inNav(page, 'Verify').click()
  await verifies(page)
  await page.goBack()
  await expect(page).toHaveURL(/\/quests$/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('offline, the status page opens and says that nothing is known', async ({ page, context }) => {
  await page.goto('/quests')
  await kept(page)
  await context.setOffline(true)
  await page.goto('/status')
  await expect(page.getByText(/You have no connection, so nothing is known about the service/)).toBeVisible()
})

test('offline, the app opens at any address, also at one that was never visited', async ({
  page,
  context,
}) => {
  await page.goto('/quests')
  await kept(page)
  await context.setOffline(true)
  await page.goto('/verify')
  await verifies(page)
  await page.goto('/about')
  await expect(page.getByRole('heading', { level: 1, name: 'About CivicForge' })).toBeVisible()
  await page.goto('/batches')
  await expect(page.getByText(/No connection\. You can read/)).toBeVisible()
  await page.goto('/no/such/page')
  await expect(page.getByRole('heading', { level: 1, name: 'No connection' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('link', { name: 'Verify a proof' })).toBeVisible()
})

test('the first visit is enough, also when the connection goes before another link was touched', async ({
  page,
  context,
}) => {
  await page.goto('/')
  await kept(page)
  await context.setOffline(true)
  await inNav(page, 'Verify').click()
  await verifies(page)
})

test('a draft outlives losing the connection, and is posted when it is back', async ({ page, context }) => {
  await installWallet(page, newAccount())
  await page.goto('/quests')
  await signIn(page)
  await page.goto('/quests/new')
  await kept(page)
  const title = `Lend a hand with the fence ${Date.now()}`
  await page.getByLabel('Title').fill(title)
  await page
    .getByLabel('How will you tell')
    .fill('The fence stands upright again and every board is nailed down.')
  await context.setOffline(true)
  await page.reload()
  await expect(page.getByText(/No connection\. You can read/)).toBeVisible()
  await context.setOffline(false)
  await page.goto('/quests/new')
  await expect(page.getByLabel('Title')).toHaveValue(title)
  await page.getByRole('button', { name: 'Post the quest' }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
})

test('the worker keeps nothing of what the service answers', async ({ page }) => {
  await installWallet(page, newAccount())
  await page.goto('/quests')
  await signIn(page)
  await kept(page)
  await page.goto('/my-work')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const urls = await page.evaluate(async () => {
    const found: string[] = []
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname)
    return found
  })
  expect(urls).toContain('/')
  expect(urls.filter((path) => /^\/(api|health|openapi)/.test(path))).toEqual([])
  expect(urls.filter((path) => path.startsWith('/.well-known'))).toEqual(['/.well-known/civicforge.json'])
})

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

/** A host that another build is put on while the page is open: the files change their names, the old ones are gone. */
async function host(context: BrowserContext) {
  let build = ''
  let foreign = false
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname
    const plain = build === '' ? path : path.replace(`-${build}.`, '.')
    if (build !== '' && path.startsWith('/assets/') && plain === path)
      return void response.writeHead(404).end()
    const wanted = join('dist', plain === '/' ? 'index.html' : plain)
    const found = existsSync(wanted) && statSync(wanted).isFile()
    const file = found ? wanted : 'dist/404.html'
    response.writeHead(found ? 200 : 404, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
    })
    if (foreign) return void response.end('<h1>Another site</h1>')
    if (build === '' || !/\.(html|js)$/.test(file)) return void createReadStream(file).pipe(response)
    const own = /name="build" content="([0-9a-f]+)"/.exec(readFileSync('dist/index.html', 'utf8'))?.[1] ?? ''
    const text = readFileSync(file, 'utf8')
      .replaceAll(own, `${own.slice(0, -4)}${build}`)
      .replace(/(assets\/|\.\/)([\w-]+)\.(js|css)/g, `$1$2-${build}.$3`)
    response.end(text)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  context.on('close', () => void server.close())
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    rebuild: (name: string) => {
      build = name
    },
    giveAway: () => {
      foreign = true
    },
  }
}

test('an open page goes on with its own build when a new one is put on the host, and gets it with the next load', async ({
  page,
  context,
}) => {
  const { url, rebuild } = await host(context)
  await page.goto(`${url}/about`)
  await kept(page)
  rebuild('dada')
  await page.getByRole('link', { name: 'Help' }).first().click() // a chunk that is gone from the host
  await expect(page.getByRole('heading', { level: 1, name: 'Help' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Help' })).toBeVisible()
  await expect(page.locator('meta[name=build]')).toHaveAttribute('content', /dada$/)
})

test('a page without a worker loads itself again, once, when its build is gone from the host', async ({
  browser,
}) => {
  const context = await browser.newContext({ serviceWorkers: 'block', locale: 'en-GB' })
  const page = await context.newPage()
  const { url, rebuild } = await host(context)
  await page.goto(`${url}/about`)
  await expect(page.getByRole('heading', { level: 1, name: 'About CivicForge' })).toBeVisible()
  rebuild('dada')
  let loads = 0
  page.on('load', () => loads++)
  await inNav(page, 'Record').click()
  await expect(page.locator('meta[name=build]')).toHaveAttribute('content', /dada$/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(loads).toBe(1)
  await context.close()
})

test('where another site answers, the worker is not installed', async ({ page, context }) => {
  const { url, giveAway } = await host(context)
  giveAway()
  await page.goto(url)
  const state = await page.evaluate(() =>
    navigator.serviceWorker.register('/worker.js').then(
      () => 'registered',
      () => 'refused',
    ),
  )
  expect(state).toBe('refused')
})
