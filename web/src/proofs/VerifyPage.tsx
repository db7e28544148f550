import '../i18n/enLater'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { wellKnownQuery } from '../api/wellKnownQuery'
import { ErrorNotice } from '../app/ErrorNotice'
import { useOnline } from '../app/useOnline'
import { Page } from '../design/Page'
import { Panel } from '../design/Panel'
import stack from '../design/Stack.module.css'
import { AnchorFacts } from './AnchorFacts'
import { ClaimSentence } from './ClaimSentence'
import { EvidenceCheck } from './EvidenceCheck'
import { ProofChooser } from './ProofChooser'
import { StepList } from './StepList'
import type { Deployment } from './steps/localSteps'
import { useVerification } from './useVerification'
import { VerdictPanel } from './VerdictPanel'
import { type TrustSettings, VerifySettings } from './VerifySettings'

function trustedOf(settings: TrustSettings, own: Deployment | undefined): Deployment[] {
  const given = /^(\d+):(0x[0-9a-fA-F]{40})$/.exec(settings.registry.trim())
  if (given?.[1] !== undefined && given[2] !== undefined)
    return [{ chainId: Number(given[1]), registry: given[2] }]
  return own === undefined ? [] : [own]
}

/** Verifies any proof file with nothing but this page: no account, no upload, and offline as far as that goes. */
export function VerifyPage() {
  const { t } = useTranslation()
  const online = useOnline()
  const wellKnown = useQuery({ ...wellKnownQuery, retry: false }).data
  const [file, setFile] = useState<Uint8Array>()
  const [settings, setSettings] = useState<TrustSettings>({ rpcUrl: '', registry: '', offline: false })
  const own = wellKnown && { chainId: wellKnown.domain.chainId, registry: wellKnown.domain.verifyingContract }
  const verification = useVerification({
    file,
    trusted: trustedOf(settings, own),
    rpcUrl: settings.rpcUrl.trim() || wellKnown?.chain.rpcHint || undefined,
    offline: settings.offline || !online,
  })
  useEffect(() => {
    // Fetched now, so that a file can still be verified when the connection is lost. What fails here fails again,
    // and is shown, when a file is verified.
    import('./verifyProof').catch(() => undefined)
  }, [])
  const proof = verification.report?.proof
  return (
    <Page title={t('verify.title')} lead={t('verify.lead')} width={file === undefined ? 'reading' : 'page'}>
      <ProofChooser onFile={setFile} />
      <VerifySettings
        settings={settings}
        onChange={setSettings}
        hint={wellKnown?.chain.rpcHint ?? undefined}
      />
      {verification.failure !== undefined && <ErrorNotice error={verification.failure} />}
      {file !== undefined && (
        <>
          <VerdictPanel verification={verification} />
          <div className={stack.split}>
            <div className={stack.column} style={{ gap: 24 }}>
              {proof !== undefined && (
                <Panel>
                  <ClaimSentence proof={proof} />
                </Panel>
              )}
              <Panel title={t('verify.steps')} labelledBy="steps">
                <StepList steps={verification.steps} />
              </Panel>
            </div>
            {proof !== undefined && (
              <div className={stack.column} style={{ gap: 24 }}>
                {proof.content !== undefined && proof.content.evidence.length > 0 && (
                  <EvidenceCheck hashes={proof.content.evidence} />
                )}
                <Panel title={t('proof.anchor')} labelledBy="anchor">
                  <AnchorFacts proof={proof} />
                </Panel>
              </div>
            )}
          </div>
        </>
      )}
    </Page>
  )
}
