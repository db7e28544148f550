import { Controls } from '../design/Controls'
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
import { fileKind } from './fileKind'
import { type KnownDeployment, knownDeployment } from './knownDeployment'
import { OtherFile } from './OtherFile'
import { type ChosenFile, ProofChooser } from './ProofChooser'
import { StepList } from './StepList'
import { standingOf } from './standingOf'
import type { Deployment } from './steps/localSteps'
import { useVerification } from './useVerification'
import { VerdictPanel } from './VerdictPanel'
import { type TrustSettings, VerifySettings } from './VerifySettings'

function trustedOf(settings: TrustSettings, own: KnownDeployment | undefined): Deployment[] {
  const given = /^(\d+):(0x[0-9a-fA-F]{40})$/.exec(settings.registry.trim())
  if (given?.[1] !== undefined && given[2] !== undefined)
    return [{ chainId: Number(given[1]), registry: given[2] }]
  return own === undefined ? [] : [own]
}

const nothing: TrustSettings = { rpcUrl: '', registry: '', finality: '', offline: false }

/** Verifies any proof file with nothing but this page: no account, no upload, and offline as far as that goes. */
export function VerifyPage() {
  const { t } = useTranslation()
  const online = useOnline()
  const own = knownDeployment(useQuery({ ...wellKnownQuery, retry: false }).data)
  const [chosen, setChosen] = useState<ChosenFile>()
  const [picture, setPicture] = useState<ChosenFile>()
  const [settings, setSettings] = useState(nothing)
  const kind = chosen && fileKind(chosen.bytes)
  const take = (file: ChosenFile) => {
    if (fileKind(file.bytes) === 'picture') setPicture(file)
    setChosen(file)
  }
  const verification = useVerification({
    file: kind === undefined ? chosen?.bytes : undefined,
    trusted: trustedOf(settings, own),
    rpcUrl: settings.rpcUrl.trim() || own?.rpcHint,
    finality: /^\d{1,6}$/.test(settings.finality.trim()) ? settings.finality.trim() : undefined,
    offline: settings.offline || !online,
  })
  useEffect(() => {
    // Fetched now, so that a file can still be verified when the connection is lost. What fails here fails again,
    // and is shown, when a file is verified.
    import('./verifyProof').catch(() => undefined)
  }, [])
  const proof = verification.report?.proof
  const standing = standingOf(verification)
  const settingsPanel = <VerifySettings settings={settings} onChange={setSettings} hint={own?.rpcHint} />
  return (
    <Controls>
      <Page title={t('verify.title')} lead={chosen === undefined ? t('verify.lead') : undefined}>
        <ProofChooser chosen={kind === undefined ? chosen : undefined} onFile={take} />
        {kind !== undefined && <OtherFile kind={kind} onAgain={() => setChosen(undefined)} />}
        {verification.failure !== undefined && <ErrorNotice error={verification.failure} />}
        {chosen !== undefined && kind === undefined && (
          <>
            <VerdictPanel verification={verification} focused />
            <div className={stack.split}>
              <div className={stack.column} style={{ gap: 24 }}>
                {proof !== undefined && (
                  <Panel>
                    <ClaimSentence proof={proof} standing={standing} />
                  </Panel>
                )}
                <Panel title={t('verify.steps')} labelledBy="steps">
                  <StepList steps={verification.steps} />
                </Panel>
              </div>
              {proof !== undefined && (
                <div className={stack.column} style={{ gap: 24 }}>
                  {proof.content !== undefined && proof.content.evidence.length > 0 && (
                    <EvidenceCheck hashes={proof.content.evidence} first={picture} />
                  )}
                  <Panel title={t('proof.anchor')} labelledBy="anchor">
                    <AnchorFacts proof={proof} explorer={own?.explorer} />
                  </Panel>
                </div>
              )}
            </div>
          </>
        )}
        {settingsPanel}
      </Page>
    </Controls>
  )
}
