import { expect, type Page } from '@playwright/test'
import { photo } from './photo'

/** Signs in with the test wallet from whatever page is open. */
export async function signIn(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Test Wallet' }).click()
  await expect(page.getByRole('button', { name: /^Account of/ })).toBeVisible()
}

/** Posts a quest and returns the path of its page. */
export async function postQuest(page: Page, title: string): Promise<string> {
  await page.goto('/quests/new')
  await page.getByLabel('Title').fill(title)
  await page
    .getByLabel('How will you tell that it’s done?')
    .fill('The bench is dry, sanded and oiled, and nobody gets splinters any more.')
  await page.getByLabel(/What would make it exceptional/).fill('A small plate says who repaired it and when.')
  await page.getByRole('button', { name: 'Post the quest' }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  return new URL(page.url()).pathname
}

export async function takeQuest(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.getByRole('button', { name: 'Take this quest' }).click()
  await expect(page.getByRole('link', { name: 'Hand in your work' })).toBeVisible()
}

export async function handIn(page: Page): Promise<void> {
  await page.getByRole('link', { name: /^Hand in/ }).click()
  await page.getByLabel('What did you do?').fill('Sanded, oiled twice, and left to dry for a day.')
  await page.locator('input[type=file]').setInputFiles(photo)
  await expect(page.getByText(/Uploaded/)).toBeVisible()
  await expect(page.getByText(/hidden data removed/)).toBeVisible()
  await page.getByRole('button', { name: 'Hand in' }).click()
  await expect(page.getByRole('button', { name: 'Sign: it is my work' })).toBeVisible()
}

export async function attest(page: Page, path: string): Promise<void> {
  await page.goto(`${path}/attest`)
  await page.getByRole('button', { name: /^Sign: / }).click()
  await expect(page.getByRole('heading', { name: /of 2 signed/ })).toBeVisible()
}
