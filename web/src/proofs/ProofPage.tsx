import '../i18n/enLater'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../api/ApiProblem'
import { firstText } from '../api/firstAnswer'
import { useSession } from '../api/useSession'
import { wellKnownQuery } from '../api/wellKnownQuery'
import { ErrorNotice } from '../app/ErrorNotice'
import { PendingPage } from '../app/PendingPage'
import { usePollInterval } from '../app/usePollInterval'
import { Button } from '../design/Button'
import { EmptyState } from '../design/EmptyState'
import { Page } from '../design/Page'
import { Panel } from '../design/Panel'
import { Skeleton } from '../design/Skeleton'
import stack from '../design/Stack.module.css'
import { Quoting } from '../i18n/Quoting'
import { useFormat } from '../i18n/useFormat'
import { ShareQuest } from '../quests/ShareQuest'
import { AnchorFacts } from './AnchorFacts'
import { Certificate } from './Certificate'
import claim from './ClaimSentence.module.css'
import { knownDeployment } from './knownDeployment'
import { ProofFileActions } from './ProofFileActions'
import { proofQuery } from './proofQuery'
import drawer from './StepSummary.module.css'
import { standingOf } from './standingOf'
import { useVerification } from './useVerification'
import { VerdictPanel } from './VerdictPanel'

const route = getRouteApi('/proofs/$questId')
const onTheWay = new Set(['not-anchored-yet', 'not-complete'])
const settlingPoll = 6_000

/** A proof for everybody: the certificate first, every check behind one line of it, the technical facts in a drawer. */
export function ProofPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const { questId } = route.useParams()
  const caller = useSession()?.member.address
  const poll = usePollInterval()
  const [round, setRound] = useState(0)
  const proof = useQuery({
    ...proofQuery(questId, caller),
    retry: false,
    refetchInterval: (query) =>
      query.state.error instanceof ApiProblem && onTheWay.has(query.state.error.code) && poll,
  })
  const wellKnown = useQuery(wellKnownQuery).data
  const own = wellKnown === undefined ? undefined : knownDeployment(wellKnown)
  const verification = useVerification({
    file: own === undefined ? undefined : proof.data,
    trusted: own === undefined ? [] : [own],
    rpcUrl: own?.rpcHint,
    offline: false,
    round,
  })
  const standing = standingOf(verification)
  useEffect(() => {
    if (standing !== 'settling') return
    const timer = setInterval(() => setRound((before) => before + 1), settlingPoll)
    return () => clearInterval(timer)
  }, [standing])
  if (proof.isPending) return <PendingPage />
  const { error } = proof
  const back = (
    <Button
      variant="subtle"
      size="compact-md"
      leftSection={<IconArrowLeft size={18} aria-hidden="true" />}
      style={{ alignSelf: 'flex-start' }}
      data-no-print
      renderRoot={(props) => <Link to="/quests/$questId" params={{ questId }} {...props} />}
    >
      {t('proof.to-quest')}
    </Button>
  )
  if (error instanceof ApiProblem && onTheWay.has(error.code)) {
    const anchorBy = Number(error.facts.anchorBy)
    return (
      <Page title={t('proof.title')} width="reading">
        <EmptyState
          title={t(error.code === 'not-complete' ? 'problem.not-complete' : 'problem.not-anchored-yet')}
          action={back}
        >
          {anchorBy > 0 ? t('proof.promise', { when: format.moment(anchorBy) }) : t('proof.live')}
        </EmptyState>
      </Page>
    )
  }
  const read = verification.proof
  const title = standing === 'invalid' ? null : (read?.title ?? null)
  return (
    <Page
      title={title === null ? t('proof.title') : t('proof.title.of', { title })}
      heading={title === null ? undefined : <Quoting word="proof.title.of" of="title" text={title} />}
      width="reading"
      crumb={back}
      actions={proof.data && <ProofFileActions file={proof.data} questId={questId} />}
    >
      {error !== null && <ErrorNotice error={error} onRetry={() => void proof.refetch()} />}
      {verification.failure !== undefined && <ErrorNotice error={verification.failure} />}
      {proof.data !== undefined && read === undefined && verification.failure === undefined && (
        <Unread verification={verification} standing={firstText('proof', questId)} />
      )}
      {read !== undefined && (
        <>
          <Certificate questId={questId} caller={caller} proof={read} verification={verification} />
          <details className={drawer.summary} data-no-print>
            <summary>{t('proof.facts')}</summary>
            <AnchorFacts proof={read} explorer={own?.explorer} />
          </details>
          <div data-no-print className={stack.column}>
            <p className={stack.soft}>{t('proof.lead')}</p>
            <ShareQuest title={title === null ? t('proof.title') : t('proof.title.of', { title })} />
          </div>
        </>
      )}
    </Page>
  )
}

/** Before the first check: the verdict that is still to come, and at most what the file claims. */
function Unread({
  verification,
  standing,
}: {
  verification: Parameters<typeof VerdictPanel>[0]['verification']
  standing: string | undefined
}) {
  const { t } = useTranslation()
  return (
    <>
      <VerdictPanel verification={verification} />
      {verification.report === undefined && (
        <Panel>
          {standing !== undefined && (
            <p className={claim.sentence} data-holds="false">
              <bdi>{standing}</bdi>
            </p>
          )}
          <Skeleton lines={standing === undefined ? 7 : 5} label={t('app.loading')} />
        </Panel>
      )}
    </>
  )
}
