import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { member } from './support/member'
import { chainUrl, sandbox } from './support/sandbox'
import { expect, test } from './support/test'
import { newAccount } from './support/wallet'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
let server: Server
let host = ''

// Any static host: files under web/dist, 404.html for the rest, and nothing of our API.
test.beforeAll(async () => {
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname
    const wanted = join('dist', path === '/' ? 'index.html' : path)
    const found = existsSync(wanted) && statSync(wanted).isFile()
    const file = found ? wanted : 'dist/404.html'
    response.writeHead(found ? 200 : 404, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
    })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

test.afterAll(() => new Promise((closed) => server.close(closed)))

test('the built files verify a proof on any static host, with one’s own node and without our API', async ({
  page,
  request,
  baseURL,
}) => {
  const [creator, performer] = [
    await member(request, baseURL, newAccount()),
    await member(request, baseURL, newAccount()),
  ]
  const quest = await creator.post(`Repaint the bus stop ${Date.now()}`)
  await performer.handIn(quest)
  await performer.attest(quest)
  await creator.attest(quest)
  const proof = async () => (await request.get(`/api/v1/quests/${quest}/proof?content=true`)).json()
  await expect
    .poll(async () => (await proof()).anchor?.finality, {
      timeout: 90_000,
      message: 'the proof is not final',
    })
    .toBe('finalized')
  const file = {
    name: 'proof.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(await proof())),
  }

  await page.goto(`${host}/verify`)
  await page.getByText('Use my own node and registry').click()
  await page.getByLabel('Address of a node (JSON-RPC)').fill(chainUrl())
  await page.getByLabel('Registry that I trust').fill(`31337:${sandbox().audit.Chain__RegistryAddress}`)
  await page.locator('input[type=file]').first().setInputFiles(file)
  await expect(page.getByRole('heading', { name: 'Verified', exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('Passes', { exact: true })).toHaveCount(14)

  const altered = JSON.parse(file.buffer.toString()) as { completed: { xp: number } }
  altered.completed.xp += 1
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ ...file, buffer: Buffer.from(JSON.stringify(altered)) })
  await expect(page.getByRole('heading', { name: 'Not verified', exact: true })).toBeVisible()
})

test('a page opened before the connection went verifies offline, and says what it did not check', async ({
  page,
  context,
}) => {
  const { registry } = JSON.parse(readFileSync('../tests/vectors/proofs/cases.json', 'utf8')) as {
    registry: string
  }
  await page.goto(`${host}/verify.html`)
  await expect(page.getByRole('heading', { level: 1, name: 'Verify a proof' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  await context.setOffline(true)
  await page.getByText('Use my own node and registry').click()
  await page.getByLabel('Registry that I trust').fill(registry)
  await page.locator('input[type=file]').first().setInputFiles('../tests/vectors/proofs/valid.json')
  await expect(page.getByRole('heading', { name: 'Verified, as far as possible offline' })).toBeVisible()
  await expect(page.getByText('Not checked', { exact: true }).first()).toBeVisible()
})
