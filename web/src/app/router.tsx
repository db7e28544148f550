import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from '@tanstack/react-router'
import { boardSearch } from '../quests/boardSearch'
import { CrashPage } from './CrashPage'
import { NotFoundPage } from './NotFoundPage'
import { PendingPage } from './PendingPage'
import { Shell } from './Shell'

const root = createRootRoute({ component: Shell })

const child = <const Path extends string>(
  path: Path,
  component: () => Promise<Record<string, unknown>>,
  name: string,
) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(component as never, name as never),
  })

const routes = [
  child('/', () => import('../operations/HomePage'), 'HomePage'),
  createRoute({
    getParentRoute: () => root,
    path: '/quests',
    validateSearch: boardSearch,
    component: lazyRouteComponent(() => import('../quests/BoardPage'), 'BoardPage'),
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
  child('/my-work', () => import('../members/MyWorkPage'), 'MyWorkPage'),
  child('/batches', () => import('../anchoring/BatchesPage'), 'BatchesPage'),
  child('/batches/$batch', () => import('../anchoring/BatchPage'), 'BatchPage'),
  child('/operator', () => import('../operations/AnchoringPage'), 'AnchoringPage'),
  child('/operator/transactions', () => import('../operations/TransactionsPage'), 'TransactionsPage'),
  child('/operator/rewards', () => import('../operations/RewardsPage'), 'RewardsPage'),
  child('/settings', () => import('../identity/SettingsPage'), 'SettingsPage'),
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
