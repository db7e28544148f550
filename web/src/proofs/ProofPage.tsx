import '../i18n/enLater'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../api/ApiProblem'
import { firstText } from '../api/firstAnswer'
import { useSession } from '../api/useSession'
import { wellKnownQuery } from '../api/wellKnownQuery'
import { ErrorNotice } from '../app/ErrorNotice'
import { PendingPage } from '../app/PendingPage'
import { usePollInterval } from '../app/usePollInterval'
import { EmptyState } from '../design/EmptyState'
import { Page } from '../design/Page'
import { Panel } from '../design/Panel'
import { Skeleton } from '../design/Skeleton'
import stack from '../design/Stack.module.css'
import { useFormat } from '../i18n/useFormat'
import { ShareQuest } from '../quests/ShareQuest'
import { AnchorFacts } from './AnchorFacts'
import { ClaimSentence } from './ClaimSentence'
import claim from './ClaimSentence.module.css'
import { ProofFileActions } from './ProofFileActions'
import { proofQuery } from './proofQuery'
import { StepList } from './StepList'
import { useVerification } from './useVerification'
import { VerdictPanel } from './VerdictPanel'

const route = getRouteApi('/proofs/$questId')
const onTheWay = new Set(['not-anchored-yet', 'not-complete'])

/** A proof for everybody: the claim, what this browser found, and every step that led there. */
export function ProofPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const { questId } = route.useParams()
  const caller = useSession()?.member.address
  const poll = usePollInterval()
  const proof = useQuery({
    ...proofQuery(questId, caller),
    retry: false,
    refetchInterval: (query) =>
      query.state.error instanceof ApiProblem && onTheWay.has(query.state.error.code) && poll,
  })
  const wellKnown = useQuery(wellKnownQuery).data
  const verification = useVerification({
    file: wellKnown === undefined ? undefined : proof.data,
    trusted: wellKnown
      ? [{ chainId: wellKnown.domain.chainId, registry: wellKnown.domain.verifyingContract }]
      : [],
    rpcUrl: wellKnown?.chain.rpcHint ?? undefined,
    offline: false,
  })
  if (proof.isPending) return <PendingPage />
  const { error } = proof
  if (error instanceof ApiProblem && onTheWay.has(error.code)) {
    const anchorBy = Number(error.facts.anchorBy)
    return (
      <Page title={t('proof.title')} width="reading">
        <EmptyState
          title={t(error.code === 'not-complete' ? 'problem.not-complete' : 'problem.not-anchored-yet')}
          action={
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/quests/$questId" params={{ questId }} {...props} />}
            >
              {t('proof.to-quest')}
            </Button>
          }
        >
          {anchorBy > 0 ? t('proof.promise', { when: format.moment(anchorBy) }) : t('proof.live')}
        </EmptyState>
      </Page>
    )
  }
  const read = verification.proof
  const standing = firstText('proof', questId)
  return (
    <Page
      title={t('proof.title')}
      lead={t('proof.lead')}
      actions={proof.data && <ProofFileActions file={proof.data} questId={questId} />}
    >
      {error !== null && <ErrorNotice error={error} onRetry={() => void proof.refetch()} />}
      {proof.data !== undefined && (
        <>
          <VerdictPanel verification={verification} />
          <div className={stack.split}>
            <div className={stack.column} style={{ gap: 24 }}>
              {read !== undefined && (
                <Panel>
                  <ClaimSentence proof={read} />
                </Panel>
              )}
              {read === undefined &&
                verification.report === undefined &&
                verification.failure === undefined && (
                  <Panel>
                    {standing !== undefined && <p className={claim.sentence}>{standing}</p>}
                    <Skeleton lines={standing === undefined ? 7 : 5} label={t('app.loading')} />
                  </Panel>
                )}
              <Panel title={t('verify.steps')} labelledBy="steps">
                <StepList steps={verification.steps} />
              </Panel>
            </div>
            <div className={stack.column} style={{ gap: 24 }}>
              {read !== undefined && (
                <Panel title={t('proof.anchor')} labelledBy="anchor">
                  <AnchorFacts proof={read} />
                </Panel>
              )}
              <div data-no-print>
                <ShareQuest title={t('proof.title')} />
              </div>
            </div>
          </div>
        </>
      )}
    </Page>
  )
}
