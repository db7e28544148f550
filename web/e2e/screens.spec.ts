import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { attest, handIn, postQuest, signIn, takeQuest } from './support/steps'
import { installWallet, newAccount, operatorAccount } from './support/wallet'

type Who = 'visitor' | 'creator' | 'performer' | 'operator'
const sizes = { phone: { width: 360, height: 780 }, desktop: { width: 1280, height: 900 } }
const schemes = ['light', 'dark'] as const
const quests = { open: '', submitted: '', complete: '' }
const contexts = {} as Record<Who, BrowserContext>
let performerAddress = ''

test.describe.configure({ mode: 'default' })

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000)
  const accounts = {
    visitor: undefined,
    creator: newAccount(),
    performer: newAccount(),
    operator: operatorAccount(),
  }
  performerAddress = accounts.performer.address
  for (const [who, account] of Object.entries(accounts) as [Who, (typeof accounts)[Who]][]) {
    contexts[who] = await browser.newContext()
    if (account === undefined) continue
    await installWallet(contexts[who], account)
    const page = await contexts[who].newPage()
    await page.goto('/quests')
    await signIn(page)
    await page.close()
  }
  const [creator, performer] = [await contexts.creator.newPage(), await contexts.performer.newPage()]
  quests.open = await postQuest(creator, 'Read aloud in the library on Saturday morning')
  quests.submitted = await postQuest(creator, 'Bring the groceries up to the third floor')
  quests.complete = await postQuest(creator, 'Repair the bench by the river')
  for (const path of [quests.submitted, quests.complete]) {
    await takeQuest(performer, path)
    await handIn(performer)
  }
  await attest(performer, quests.complete)
  await attest(creator, quests.complete)
  await creator.goto(quests.complete.replace('/quests/', '/proofs/'))
  await expect(creator.getByRole('heading', { name: 'Verified', exact: true })).toBeVisible({
    timeout: 120_000,
  })
  await Promise.all([creator.close(), performer.close()])
})

const screens: [name: string, who: Who, path: () => string, ready: string | RegExp][] = [
  ['home', 'visitor', () => '/', 'Good work, signed by both sides'],
  ['board', 'visitor', () => '/quests', 'Quests near at hand'],
  ['board-no-match', 'visitor', () => '/quests?search=zzzz', 'No quest matches'],
  ['quest-open', 'visitor', () => quests.open, /Read aloud/],
  ['quest-submitted', 'creator', () => quests.submitted, /Bring the groceries/],
  ['quest-complete', 'performer', () => quests.complete, /Repair the bench/],
  ['create', 'creator', () => '/quests/new', 'Post a quest'],
  ['edit', 'creator', () => `${quests.open}/edit`, 'Edit the quest'],
  ['attest', 'creator', () => `${quests.submitted}/attest`, 'What you sign'],
  ['signed', 'creator', () => `${quests.complete}/attest`, '2 of 2 signed'],
  ['proof', 'visitor', () => quests.complete.replace('/quests/', '/proofs/'), 'Verified'],
  [
    'proof-not-yet',
    'visitor',
    () => quests.submitted.replace('/quests/', '/proofs/'),
    /Both people have to sign/,
  ],
  ['verify', 'visitor', () => '/verify', 'Verify a proof'],
  ['member', 'visitor', () => `/members/${performerAddress}`, 'Points'],
  ['my-work', 'performer', () => '/my-work', /^To do/],
  ['batches', 'visitor', () => '/batches', 'The public record'],
  ['operator', 'operator', () => '/operator', 'Last batches'],
  ['operator-transactions', 'operator', () => '/operator/transactions', 'Transactions'],
  ['operator-rewards', 'operator', () => '/operator/rewards', 'Rewards'],
  ['settings', 'creator', () => '/settings', 'Where you are signed in'],
  ['settings-visitor', 'visitor', () => '/settings', 'Sign in to go on'],
  ['not-found', 'visitor', () => '/nowhere', 'Nothing lives at this address'],
]

async function show(page: Page, size: keyof typeof sizes, scheme: (typeof schemes)[number], path: string) {
  await page.setViewportSize(sizes[size])
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
  await page.goto(path)
}

for (const [name, who, path, ready] of screens) {
  test(`${name} is accessible and fits a phone and a desk, light and dark`, async () => {
    const page = await contexts[who].newPage()
    for (const size of Object.keys(sizes) as (keyof typeof sizes)[]) {
      for (const scheme of schemes) {
        await show(page, size, scheme, path())
        await expect(page.getByRole('heading', { name: ready }).first()).toBeVisible({ timeout: 60_000 })
        await page.evaluate(() => document.fonts.ready)
        await page.screenshot({ path: `test-results/screens/${name}-${size}-${scheme}.png`, fullPage: true })
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect.soft(overflow, `${name} is wider than a ${size}`).toBeLessThanOrEqual(0)
        if ((size === 'phone') === (scheme === 'dark')) {
          const { violations } = await new AxeBuilder({ page })
            .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
            .analyze()
          expect
            .soft(
              violations.map(
                ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
              ),
            )
            .toEqual([])
        }
      }
    }
    await page.close()
  })
}
