import { createRootRoute, createRoute, createRouter, type RouterHistory } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { batchSearch } from '../anchoring/batchSearch'
import { recordSearch } from '../anchoring/recordSearch'
import { boardSearch } from '../quests/boardSearch'
import { CrashPage } from './CrashPage'
import { lazyPart } from './lazyPart'
import { NotFoundPage } from './NotFoundPage'
import { PendingPage } from './PendingPage'
import { Shell } from './Shell'

const root = createRootRoute({ component: Shell })

// The router's own lazy component would load the whole page again where a chunk does not come.
const screen = (load: () => Promise<Record<string, unknown>>, name: string) =>
  lazyPart(load as () => Promise<Record<string, ComponentType>>, name)

const child = <const Path extends string>(
  path: Path,
  load: () => Promise<Record<string, unknown>>,
  name: string,
) => createRoute({ getParentRoute: () => root, path, component: screen(load, name) })

const routes = [
  child('/', () => import('../home/HomePage'), 'HomePage'),
  createRoute({
    getParentRoute: () => root,
    path: '/quests',
    validateSearch: boardSearch,
    component: screen(() => import('../quests/BoardPage'), 'BoardPage'),
  }),
  child('/quests/new', () => import('../quests/CreateQuestPage'), 'CreateQuestPage'),
  child('/quests/$questId', () => import('../quests/QuestPage'), 'QuestPage'),
  child('/quests/$questId/edit', () => import('../quests/EditQuestPage'), 'EditQuestPage'),
  child('/quests/$questId/submit', () => import('../quests/SubmitWorkPage'), 'SubmitWorkPage'),
  child('/quests/$questId/attest', () => import('../attestations/AttestPage'), 'AttestPage'),
  child('/proofs/$questId', () => import('../proofs/ProofPage'), 'ProofPage'),
  child('/verify', () => import('../proofs/VerifyPage'), 'VerifyPage'),
  child('/verify.html', () => import('../proofs/VerifyPage'), 'VerifyPage'),
  child('/members/$address', () => import('../members/MemberPage'), 'MemberPage'),
  child('/inbox', () => import('../notifications/InboxPage'), 'InboxPage'),
  child('/my-work', () => import('../members/MyWorkPage'), 'MyWorkPage'),
  createRoute({
    getParentRoute: () => root,
    path: '/batches',
    validateSearch: recordSearch,
    component: screen(() => import('../anchoring/BatchesPage'), 'BatchesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/batches/$batch',
    validateSearch: batchSearch,
    component: screen(() => import('../anchoring/BatchPage'), 'BatchPage'),
  }),
  child('/operator', () => import('../operators/AnchoringPage'), 'AnchoringPage'),
  child('/operator/transactions', () => import('../operators/TransactionsPage'), 'TransactionsPage'),
  child('/operator/rewards', () => import('../operators/RewardsPage'), 'RewardsPage'),
  child('/settings', () => import('../identity/SettingsPage'), 'SettingsPage'),
  child('/about', () => import('../about/AboutPage'), 'AboutPage'),
  child('/status', () => import('../status/StatusPage'), 'StatusPage'),
  child('/help', () => import('../about/HelpPage'), 'HelpPage'),
  child('/privacy', () => import('../about/PrivacyPage'), 'PrivacyPage'),
] as const

const routeTree = root.addChildren(routes)

/** Every address of the app. Screens are loaded when they are first visited, or when a link to them is hovered. */
export function makeRouter(history?: RouterHistory) {
  return createRouter({
    routeTree,
    history,
    defaultPreload: 'intent',
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: CrashPage,
    defaultPendingComponent: PendingPage,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
