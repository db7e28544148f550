import type { Browser, BrowserContext } from '@playwright/test'
import { attest, handIn, postQuest, signIn, takeQuest } from './steps'
import { test as base, expect, watch } from './test'
import { installWallet, newAccount, operatorAccount, type WalletBehaviour } from './wallet'

export type Who = 'visitor' | 'creator' | 'performer' | 'operator'

/** Four people, and one quest in every state that a screen shows. */
export type Neighbours = {
  contexts: Record<Who, BrowserContext>
  wallets: Partial<Record<Who, WalletBehaviour>>
  quests: Record<'open' | 'claimed' | 'submitted' | 'complete', string>
  performerAddress: string
}

/** A screen to take the picture of, and the heading that says it is there. */
export type Screen = [
  name: string,
  who: Who,
  path: (quests: Neighbours['quests'], performer: string) => string,
  ready: string | RegExp,
]

export const proofOf = (path: string) => path.replace('/quests/', '/proofs/')

async function makeNeighbours(browser: Browser): Promise<Neighbours> {
  const accounts = {
    visitor: undefined,
    creator: newAccount(),
    performer: newAccount(),
    operator: operatorAccount(),
  }
  const contexts = {} as Record<Who, BrowserContext>
  const wallets: Neighbours['wallets'] = {}
  for (const who of Object.keys(accounts) as Who[]) {
    contexts[who] = await browser.newContext({ locale: 'en-GB' })
    const account = accounts[who]
    if (account === undefined) continue
    wallets[who] = await installWallet(contexts[who], account)
    const page = await contexts[who].newPage()
    await page.goto('/quests')
    await signIn(page)
    await page.close()
  }
  const [creator, performer] = [await contexts.creator.newPage(), await contexts.performer.newPage()]
  const quests = {
    open: await postQuest(creator, 'Read aloud in the library on Saturday morning'),
    claimed: await postQuest(creator, 'Plant three young oaks behind the school'),
    submitted: await postQuest(creator, 'Bring the groceries up to the third floor'),
    complete: await postQuest(creator, 'Repair the bench by the river'),
  }
  await takeQuest(performer, quests.claimed)
  for (const path of [quests.submitted, quests.complete]) {
    await takeQuest(performer, path)
    await handIn(performer)
  }
  await attest(performer, quests.complete)
  await attest(creator, quests.complete)
  await creator.goto(proofOf(quests.complete))
  await expect(creator.getByRole('heading', { name: 'Verified', exact: true })).toBeVisible({
    timeout: 120_000,
  })
  await Promise.all([creator.close(), performer.close()])
  return { contexts, wallets, quests, performerAddress: accounts.performer.address }
}

/** A test among the neighbours: they are made once for all files of a worker. */
export const test = base.extend<{ faults: string[] }, { here: Neighbours }>({
  here: [
    async ({ browser }, use) => use(await makeNeighbours(browser)),
    { scope: 'worker', timeout: 300_000 },
  ],
  faults: async ({ faults, here }, use) => {
    const unwatch = Object.values(here.contexts).map((context) => watch(context, faults))
    await use(faults)
    for (const end of unwatch) end()
  },
})

export { expect }
