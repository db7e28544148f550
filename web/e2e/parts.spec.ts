import { expect, test } from './support/test'

test('a dialog whose code does not come says so and can be tried again', async ({ page }) => {
  await page.goto('/verify')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.waitForLoadState('networkidle')
  await page.route('**/assets/*.js', (route) => route.abort())
  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toContainText('This part could not be loaded')
  await expect(page.getByRole('heading', { level: 1, name: 'Verify a proof' })).toBeVisible()
  await page.unroute('**/assets/*.js')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
})

test('a screen whose code does not come says so in the frame, with two ways on', async ({ page }) => {
  await page.goto('/verify')
  await page.waitForLoadState('networkidle')
  await page.route('**/assets/*.js', (route) => route.abort())
  await page.getByRole('banner').getByRole('link', { name: 'Record' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'This part could not be loaded' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Go to the start page' })).toBeVisible()
  await page.unroute('**/assets/*.js')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /record/i })).toBeVisible()
})

test('a language whose words do not come leaves the old one and says so', async ({ page }) => {
  await page.goto('/verify')
  await page.waitForLoadState('networkidle')
  await page.route('**/assets/*.js', (route) => route.abort())
  await page.getByRole('button', { name: /Deutsch/ }).click()
  await expect(page.getByText('Deutsch could not be loaded. Try again.')).toBeVisible()
  await page.unroute('**/assets/*.js')
  await page.getByRole('button', { name: /Deutsch/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Einen Nachweis prüfen' })).toBeVisible()
})

test('half a date is a fault of its field and never posted as none', async ({ page }) => {
  await page.goto('/quests/new')
  await page.evaluate(() =>
    localStorage.setItem('civicforge.draft.quest', JSON.stringify({ title: 'Kept', due: '202611-26T10:00' })),
  )
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText('Something broke')).toHaveCount(0)
})
