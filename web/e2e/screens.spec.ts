import type { Page } from '@playwright/test'
import { capture } from './support/capture'
import { expect, proofOf, type Screen, test } from './support/neighbours'

const screens: Screen[] = [
  ['home', 'visitor', () => '/', 'Good work, signed by both sides'],
  ['board', 'visitor', () => '/quests', 'Quests near at hand'],
  ['board-no-match', 'visitor', () => '/quests?search=zzzz', 'No quest matches'],
  ['quest-open', 'visitor', (quests) => quests.open, /Read aloud/],
  ['quest-open-own', 'creator', (quests) => quests.open, /Read aloud/],
  ['quest-claimed', 'performer', (quests) => quests.claimed, /Plant three/],
  ['quest-submitted', 'creator', (quests) => quests.submitted, /Bring the groceries/],
  ['quest-complete', 'performer', (quests) => quests.complete, /Repair the bench/],
  ['create', 'creator', () => '/quests/new', 'Post a quest'],
  ['edit', 'creator', (quests) => `${quests.open}/edit`, 'Edit the quest'],
  ['submit', 'performer', (quests) => `${quests.claimed}/submit`, 'Hand in your work'],
  ['attest', 'creator', (quests) => `${quests.submitted}/attest`, 'What you sign'],
  ['signed', 'creator', (quests) => `${quests.complete}/attest`, '2 of 2 signed'],
  ['proof', 'visitor', (quests) => proofOf(quests.complete), 'Verified'],
  ['proof-not-yet', 'visitor', (quests) => proofOf(quests.submitted), /Both people have to sign/],
  ['verify', 'visitor', () => '/verify', 'Verify a proof'],
  ['member', 'performer', (_, performer) => `/members/${performer}`, 'Points'],
  ['my-work', 'performer', () => '/my-work', /^To do/],
  ['inbox', 'creator', () => '/inbox', 'Inbox'],
  ['batches', 'visitor', () => '/batches', 'The public record'],
  ['operator', 'operator', () => '/operator', 'Latest batches'],
  ['operator-transactions', 'operator', () => '/operator/transactions', 'Transactions'],
  ['operator-rewards', 'operator', () => '/operator/rewards', 'Rewards'],
  ['settings', 'creator', () => '/settings', 'Where you are signed in'],
  ['settings-visitor', 'visitor', () => '/settings', 'Sign in to go on'],
  ['status', 'visitor', () => '/status', /Everything works|Some things are late|We know of a problem/],
  ['not-found', 'visitor', () => '/nowhere', 'Nothing lives at this address'],
]

async function arrive(page: Page, path: string, ready: string | RegExp): Promise<void> {
  await page.goto(path)
  await expect(page.getByRole('heading', { name: ready }).first()).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('status', { name: /^(Loading|Wird geladen)$/ })).toHaveCount(0)
}

for (const [name, who, path, ready] of screens) {
  test(`${name} is accessible and fits a phone and a desk, light and dark`, async ({ here }) => {
    const page = await here.contexts[who].newPage()
    await capture(page, name, () => arrive(page, path(here.quests, here.performerAddress), ready))
    await page.close()
  })
}

const german: Screen[] = [
  ['home', 'visitor', () => '/', 'Gute Arbeit, von beiden Seiten unterschrieben'],
  ['board', 'visitor', () => '/quests', /Aufgaben in/],
  ['quest', 'creator', (quests) => quests.submitted, /Bring the groceries/],
  ['create', 'creator', () => '/quests/new', /Aufgabe/],
  ['attest', 'creator', (quests) => `${quests.submitted}/attest`, 'Was du unterschreibst'],
  ['proof', 'visitor', (quests) => proofOf(quests.complete), 'Bestätigt'],
  ['verify', 'visitor', () => '/verify', /prüfen/],
  ['my-work', 'performer', () => '/my-work', 'Meine Arbeit'],
  ['inbox', 'performer', () => '/inbox', 'Posteingang'],
  ['operator', 'operator', () => '/operator', 'Verankerung'],
  ['settings', 'creator', () => '/settings', 'Einstellungen'],
  ['status', 'visitor', () => '/status', 'Zustand'],
]

for (const [name, who, path, ready] of german) {
  test(`${name} fits in German`, async ({ here }) => {
    const page = await here.contexts[who].newPage()
    await page.addInitScript(() => localStorage.setItem('civicforge.language', 'de'))
    await capture(page, `de-${name}`, async () => {
      await arrive(page, path(here.quests, here.performerAddress), ready)
      await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    })
    await page.evaluate(() => localStorage.removeItem('civicforge.language'))
    await page.close()
  })
}
