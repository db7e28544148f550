import { expect, test } from './support/test'

test('a newcomer signs in with a demo wallet, after seeing what is signed', async ({ page }) => {
  await page.goto('/quests')
  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('button', { name: /^Demo wallet/ })).toHaveCount(3)
  await page.getByRole('button', { name: /Noor/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign a message' })
  await expect(dialog).toContainText('wants you to sign in with your Ethereum account')
  await dialog.getByRole('button', { name: 'Decline' }).click()
  await expect(page.getByText('You declined in your wallet')).toBeVisible()
  await page.getByRole('button', { name: 'Try again' }).click()
  await dialog.getByRole('button', { name: 'Sign', exact: true }).click()
  await expect(page.getByRole('button', { name: /^Account of/ })).toBeVisible()
})
