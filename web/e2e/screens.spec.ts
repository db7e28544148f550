import { capture } from './support/capture'
import { makeNeighbours, type Neighbours, proofOf, type Who } from './support/neighbours'
import { expect, test } from './support/test'

let here: Neighbours

test.describe.configure({ mode: 'default' })

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000)
  here = await makeNeighbours(browser)
})

const screens: [name: string, who: Who, path: () => string, ready: string | RegExp][] = [
  ['home', 'visitor', () => '/', 'Good work, signed by both sides'],
  ['board', 'visitor', () => '/quests', 'Quests near at hand'],
  ['board-no-match', 'visitor', () => '/quests?search=zzzz', 'No quest matches'],
  ['quest-open', 'visitor', () => here.quests.open, /Read aloud/],
  ['quest-open-own', 'creator', () => here.quests.open, /Read aloud/],
  ['quest-claimed', 'performer', () => here.quests.claimed, /Plant three/],
  ['quest-submitted', 'creator', () => here.quests.submitted, /Bring the groceries/],
  ['quest-complete', 'performer', () => here.quests.complete, /Repair the bench/],
  ['create', 'creator', () => '/quests/new', 'Post a quest'],
  ['edit', 'creator', () => `${here.quests.open}/edit`, 'Edit the quest'],
  ['submit', 'performer', () => `${here.quests.claimed}/submit`, 'Hand in your work'],
  ['attest', 'creator', () => `${here.quests.submitted}/attest`, 'What you sign'],
  ['signed', 'creator', () => `${here.quests.complete}/attest`, '2 of 2 signed'],
  ['proof', 'visitor', () => proofOf(here.quests.complete), 'Verified'],
  ['proof-not-yet', 'visitor', () => proofOf(here.quests.submitted), /Both people have to sign/],
  ['verify', 'visitor', () => '/verify', 'Verify a proof'],
  ['member', 'performer', () => `/members/${here.performerAddress}`, 'Points'],
  ['my-work', 'performer', () => '/my-work', /^To do/],
  ['batches', 'visitor', () => '/batches', 'The public record'],
  ['operator', 'operator', () => '/operator', 'Last batches'],
  ['operator-transactions', 'operator', () => '/operator/transactions', 'Transactions'],
  ['operator-rewards', 'operator', () => '/operator/rewards', 'Rewards'],
  ['settings', 'creator', () => '/settings', 'Where you are signed in'],
  ['settings-visitor', 'visitor', () => '/settings', 'Sign in to go on'],
  ['not-found', 'visitor', () => '/nowhere', 'Nothing lives at this address'],
]

for (const [name, who, path, ready] of screens) {
  test(`${name} is accessible and fits a phone and a desk, light and dark`, async () => {
    const page = await here.contexts[who].newPage()
    await capture(page, name, async () => {
      await page.goto(path())
      await expect(page.getByRole('heading', { name: ready }).first()).toBeVisible({ timeout: 60_000 })
    })
    await page.close()
  })
}

const german: [name: string, who: Who, path: () => string, ready: string | RegExp][] = [
  ['home', 'visitor', () => '/', 'Gute Arbeit, von beiden Seiten unterschrieben'],
  ['board', 'visitor', () => '/quests', /Aufgaben in/],
  ['quest', 'creator', () => here.quests.submitted, /Bring the groceries/],
  ['create', 'creator', () => '/quests/new', /Aufgabe/],
  ['attest', 'creator', () => `${here.quests.submitted}/attest`, 'Was du unterschreibst'],
  ['proof', 'visitor', () => proofOf(here.quests.complete), /Nachweis/],
  ['verify', 'visitor', () => '/verify', /prüfen/],
  ['my-work', 'performer', () => '/my-work', 'Meine Arbeit'],
  ['operator', 'operator', () => '/operator', 'Verankerung'],
  ['settings', 'creator', () => '/settings', 'Einstellungen'],
]

for (const [name, who, path, ready] of german) {
  test(`${name} fits in German`, async () => {
    const page = await here.contexts[who].newPage()
    await page.addInitScript(() => localStorage.setItem('civicforge.language', 'de'))
    await capture(page, `de-${name}`, async () => {
      await page.goto(path())
      await expect(page.locator('html')).toHaveAttribute('lang', 'de')
      await expect(page.getByRole('heading', { name: ready }).first()).toBeVisible({ timeout: 60_000 })
    })
    await page.evaluate(() => localStorage.removeItem('civicforge.language'))
    await page.close()
  })
}
