import { signIn } from './support/steps'
import { expect, test } from './support/test'
import { installWallet, newAccount, operatorAccount } from './support/wallet'

test('an operator pauses and resumes anchoring, and finds both in the audit log', async ({ page }) => {
  await installWallet(page, operatorAccount())
  await page.goto('/quests')
  await signIn(page)
  await page.getByRole('banner').getByRole('link', { name: 'Operator' }).click()
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByText('Paused', { exact: true })).toBeVisible({ timeout: 40_000 })
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByText('Running', { exact: true })).toBeVisible({ timeout: 40_000 })
  await expect(page.getByText('Pause anchoring').first()).toBeVisible()
  await expect(page.getByText('Resume anchoring').first()).toBeVisible()
  await page.getByRole('link', { name: 'Rewards', exact: true }).click()
  await expect(page.getByText('Behind the head', { exact: true })).toBeVisible()
})

test('an operator has the chain read again and sees that it was done', async ({ page }) => {
  await installWallet(page, operatorAccount())
  await page.goto('/quests')
  await signIn(page)
  await page.goto('/operator/rewards')
  await page.getByRole('button', { name: 'Check again' }).click()
  await page.getByRole('button', { name: 'Check again' }).click()
  await page.getByRole('link', { name: 'Anchoring', exact: true }).click()
  const row = page.getByRole('row').filter({ hasText: 'Check the chain again' }).first()
  await expect(row).toContainText('reading again from block', { timeout: 40_000 })
  await page.getByRole('link', { name: 'Rewards', exact: true }).click()
  await expect(page.getByText('Final blocks to go: 0')).toBeVisible({ timeout: 40_000 })
})

test('a member who is not an operator is told whom the page is for', async ({ page }) => {
  await installWallet(page, newAccount())
  await page.goto('/quests')
  await signIn(page)
  await expect(page.getByRole('banner').getByRole('link', { name: 'Operator' })).toHaveCount(0)
  await page.goto('/operator')
  await expect(page.getByRole('heading', { name: 'Only for operators' })).toBeVisible()
  await expect(page.getByText('Your account may not do this.')).toHaveCount(0)
})
