import { member } from './support/member'
import { photo, place } from './support/photo'
import { signIn } from './support/steps'
import { expect, test } from './support/test'
import { installWallet, newAccount } from './support/wallet'

test('a failed upload keeps text and files, and a reload keeps the text', async ({
  page,
  request,
  baseURL,
}) => {
  const account = newAccount()
  const quest = await (await member(request, baseURL, newAccount())).post(`Clear the drain ${Date.now()}`)
  await (await member(request, baseURL, account)).call('post', `/quests/${quest}/claim`, {})
  await installWallet(page, account)
  await page.goto('/quests')
  await signIn(page)
  await page.goto(`/quests/${quest}/submit`)
  const text = page.getByLabel('What did you do?')
  await text.fill('The drain is clear; the leaves are on the compost heap.')
  await page.route('**/evidence', (route) => route.abort())
  await page.locator('input[type=file]').setInputFiles(photo)
  await expect(page.getByText('The service did not answer')).toBeVisible()
  await expect(text).toHaveValue(/The drain is clear/)
  await expect(page.getByText('bench.jpg')).toBeVisible()

  await page.unroute('**/evidence')
  await page.getByRole('button', { name: 'Upload again' }).click()
  await expect(page.getByText(/Uploaded/)).toBeVisible()
  await page.route('**/submit', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  )
  await page.getByRole('button', { name: 'Hand in' }).click()
  await expect(page.getByRole('alert')).toContainText('The service did not answer')
  await expect(text).toHaveValue(/The drain is clear/)

  await page.unroute('**/submit')
  await page.reload()
  await expect(text).toHaveValue(/The drain is clear/)
  await page.locator('input[type=file]').setInputFiles(photo)
  await expect(page.getByText(/Uploaded/)).toBeVisible()
  await page.getByRole('button', { name: 'Hand in' }).click()
  await expect(page.getByRole('button', { name: 'Sign: it is my work' })).toBeVisible()
})

test('a photo has lost what its camera hid in it before it leaves the browser', async ({
  page,
  request,
  baseURL,
}) => {
  const account = newAccount()
  const quest = await (await member(request, baseURL, newAccount())).post(`Clear the drain ${Date.now()}`)
  await (await member(request, baseURL, account)).call('post', `/quests/${quest}/claim`, {})
  await installWallet(page, account)
  await page.goto('/quests')
  await signIn(page)
  await page.goto(`/quests/${quest}/submit`)
  const posted = page.waitForRequest((sent) => sent.method() === 'POST' && sent.url().endsWith('/evidence'))
  const answer = page.waitForResponse(
    (got) => got.request().method() === 'POST' && got.url().endsWith('/evidence'),
  )
  await page.locator('input[type=file]').setInputFiles(photo)
  const { sha256, size } = (await (await answer).json()) as { sha256: string; size: number }
  const sent = (await posted).postDataBuffer()
  const stored = await (await request.get(`/api/v1/quests/${quest}/evidence/${sha256}`)).body()
  expect(stored).toHaveLength(size)
  for (const hidden of [place, 'GPS', 'MPF', 'ftyp', '+52.5163']) {
    expect(photo.buffer.includes(hidden) || hidden === 'GPS').toBe(true)
    expect(stored.includes(hidden)).toBe(false)
    expect(sent?.includes(hidden) ?? false).toBe(false)
  }
  expect(stored.includes('Exif'), 'how it is turned stays').toBe(true)

  await page.getByRole('button', { name: 'Remove bench.jpg' }).click()
  await expect(page.getByText('bench.jpg')).toHaveCount(0)
  expect((await request.get(`/api/v1/quests/${quest}/evidence/${sha256}`)).status()).toBe(404)
})

test('a misnamed picture is one by its bytes, a broken one is explained, a large one is made smaller', async ({
  page,
  request,
  baseURL,
}) => {
  const account = newAccount()
  const quest = await (await member(request, baseURL, newAccount())).post(`Clear the drain ${Date.now()}`)
  await (await member(request, baseURL, account)).call('post', `/quests/${quest}/claim`, {})
  await installWallet(page, account)
  await page.goto('/quests')
  await signIn(page)
  await page.goto(`/quests/${quest}/submit`)
  const input = page.locator('input[type=file]')
  const comment = Buffer.concat([
    photo.buffer.subarray(0, 2),
    Buffer.from([0xff, 0xfe, 0, 4, 65, 66]),
    photo.buffer.subarray(2),
  ])
  await input.setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: comment })
  await expect(page.getByText(/Uploaded · hidden data removed/)).toBeVisible()
  await input.setInputFiles([
    { name: 'broken.jpg', mimeType: 'image/jpeg', buffer: photo.buffer.subarray(0, 100) },
    {
      name: 'iphone.heic',
      mimeType: 'image/heic',
      buffer: Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0mif1heic', 'latin1'),
    },
    {
      name: 'plan.svg',
      mimeType: 'image/svg+xml',
      buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    },
  ])
  await expect(page.getByText('This picture cannot be read.')).toBeVisible()
  await expect(page.getByText('This browser cannot read HEIC photos.')).toBeVisible()
  await expect(page.getByText('SVG drawings cannot be added.')).toBeVisible()
  const large = await page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 9000
    canvas.height = 6000
    const context = canvas.getContext('2d')
    context?.fillRect(10, 10, 4000, 3000)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    return [...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))]
  })
  await input.setInputFiles({ name: 'large.png', mimeType: 'image/png', buffer: Buffer.from(large) })
  await expect(page.getByText(/Uploaded · hidden data removed · made smaller/)).toBeVisible()
  for (const [name, width, height] of [
    ['phone', 360, 740],
    ['desktop', 1280, 800],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.screenshot({ path: `test-results/uploads-${name}.png`, fullPage: true })
  }
})
