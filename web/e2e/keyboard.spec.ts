import type { Page } from '@playwright/test'
import { expect, test } from './support/test'
import { installWallet, newAccount } from './support/wallet'

/** Tabs to the control that has this name, as somebody without a mouse does, and presses a key on it. */
async function press(page: Page, name: string | RegExp, key = 'Enter') {
  for (let steps = 0; steps < 80; steps++) {
    await page.keyboard.press('Tab')
    const found = await page.evaluate(() => {
      const focused = document.activeElement
      return focused?.getAttribute('aria-label') ?? focused?.textContent?.trim() ?? ''
    })
    if (typeof name === 'string' ? found === name : name.test(found)) return page.keyboard.press(key)
  }
  throw new Error(`No control named ${name} is reached by the keyboard.`)
}

test('signing in, posting and cancelling a quest works by keyboard alone', async ({ page }) => {
  await installWallet(page, newAccount())
  await page.goto('/quests')
  await press(page, 'Skip to the content')
  await expect(page.locator('#content')).toBeFocused()
  await page.goto('/quests')
  await press(page, 'Sign in')
  await expect(page.getByRole('dialog')).toBeVisible()
  await press(page, 'Test Wallet')
  await expect(page.getByRole('button', { name: /^Account of/ })).toBeVisible()
  await press(page, 'Post a quest')
  const title = page.getByLabel('Title')
  await expect(title).toBeVisible()
  await title.focus()
  await page.keyboard.type('Water the plants')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Every plant on the landing has had a litre of water.')
  await press(page, 'Post the quest')
  await expect(page.getByRole('heading', { level: 1, name: 'Water the plants' })).toBeVisible()
  await press(page, 'Cancel the quest')
  await press(page, 'Yes, cancel it')
  await expect(page.getByText('Cancelled').first()).toBeVisible()
})
