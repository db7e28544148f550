import { IconSignature } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AttestationPayload, Outcome, Quest, Role, WellKnown } from '../api/shapes'
import { wellKnownQuery } from '../api/wellKnownQuery'
import { ErrorNotice } from '../app/ErrorNotice'
import { Button } from '../design/Button'
import { Panel } from '../design/Panel'
import { Skeleton } from '../design/Skeleton'
import stack from '../design/Stack.module.css'
import { isolated } from '../i18n/isolated'
import { useFormat } from '../i18n/useFormat'
import { nameOf } from '../members/nameOf'
import { useQuestMove } from '../quests/useQuestMove'
import { useTitle } from '../quests/useTitle'
import { attestationQuery } from './attestationQuery'
import { checkPayload } from './checkPayload'
import classes from './SignPanel.module.css'
import { signAttestation } from './signAttestation'
import { TypedDataPreview } from './TypedDataPreview'

type Props = { quest: Quest; role: Role; outcome: Outcome; me: string }

/** What signing says, in one sentence, and the button that asks the wallet; what the wallet will show is folded below. */
export function SignPanel(props: Props) {
  const { t } = useTranslation()
  const { quest, role, outcome, me } = props
  const payload = useQuery(attestationQuery(quest.id, outcome, me))
  const wellKnown = useQuery(wellKnownQuery)
  const error = payload.error ?? wellKnown.error
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void payload.refetch()} />
  if (payload.data === undefined || wellKnown.data === undefined)
    return <Skeleton lines={6} label={t('app.loading')} />
  const mismatch = checkPayload(payload.data, quest, role, outcome, wellKnown.data)
  return (
    <Panel title={t('attest.sign.title')} labelledBy="sign">
      {mismatch === undefined ? (
        <Sign {...props} payload={payload.data} wellKnown={wellKnown.data} />
      ) : (
        <p role="alert">{t('attest.mismatch', { field: mismatch })}</p>
      )}
      <details className={classes.details} open={mismatch !== undefined}>
        <summary>{t('attest.preview')}</summary>
        <p className={stack.soft}>{t('attest.preview.lead')}</p>
        <TypedDataPreview payload={payload.data} />
      </details>
    </Panel>
  )
}

type SignProps = Props & { payload: AttestationPayload; wellKnown: WellKnown }

function Sign({ quest, role, outcome, me, payload, wellKnown }: SignProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const title = useTitle()(quest)
  const sign = useQuestMove(quest.id, async (request: Parameters<typeof signAttestation>[0]) => {
    const { quest: next } = await signAttestation(request)
    return next
  })
  const other = role === 'creator' ? (quest.performer ?? '') : quest.creator
  const facts = {
    quest: isolated(title),
    outcome: t(`attest.word.${outcome}`),
    xp: format.number(Number(payload.message.xp ?? 0)),
    reputation: format.number(Number(payload.message.reputation ?? 0)),
    name: nameOf(other, quest.people),
    until: format.plan(Number(payload.message.deadline)),
  }
  return (
    <>
      <p className={classes.sentence}>{t(`attest.sentence.${role}`, facts)}</p>
      {quest.visibility === 'parties' && <p className={stack.soft}>{t('attest.private')}</p>}
      {sign.isError && <ErrorNotice error={sign.error} />}
      <div className={classes.bar}>
        <Button
          size="md"
          leftSection={<IconSignature size={20} aria-hidden="true" />}
          loading={sign.isPending}
          onClick={() => sign.mutate({ questId: quest.id, payload, outcome, signer: me, wellKnown })}
        >
          {t(`attest.sign.${role === 'creator' ? outcome : 'performer'}`)}
        </Button>
      </div>
      <p className={`${stack.soft} ${stack.small}`}>{t('attest.sign.free', facts)}</p>
      <p className={`${stack.soft} ${stack.small}`}>{t(`attest.binding.${role}`, facts)}</p>
    </>
  )
}
