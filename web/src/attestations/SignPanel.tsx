import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Outcome, Quest, Role } from '../api/shapes'
import { wellKnownQuery } from '../api/wellKnownQuery'
import { ErrorNotice } from '../app/ErrorNotice'
import { Panel } from '../design/Panel'
import { Skeleton } from '../design/Skeleton'
import stack from '../design/Stack.module.css'
import { useFormat } from '../i18n/useFormat'
import { useQuestMove } from '../quests/useQuestMove'
import { attestationQuery } from './attestationQuery'
import { checkPayload } from './checkPayload'
import { signAttestation } from './signAttestation'
import { TypedDataPreview } from './TypedDataPreview'

type Props = { quest: Quest; role: Role; outcome: Outcome; me: string }

/** What signing says, in one sentence and field by field, then the button that asks the wallet. */
export function SignPanel({ quest, role, outcome, me }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const payload = useQuery(attestationQuery(quest.id, outcome, me))
  const wellKnown = useQuery(wellKnownQuery)
  const sign = useQuestMove(quest.id, async (request: Parameters<typeof signAttestation>[0]) => {
    const { quest: next } = await signAttestation(request)
    return next
  })
  const error = payload.error ?? wellKnown.error
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void payload.refetch()} />
  if (payload.data === undefined || wellKnown.data === undefined)
    return <Skeleton lines={6} label={t('app.loading')} />
  const data = payload.data
  const mismatch = checkPayload(data, quest, role, outcome, wellKnown.data)
  const deployment = wellKnown.data
  return (
    <Panel title={t('attest.sign.title')} labelledBy="sign">
      <p>
        {role === 'creator'
          ? t('attest.sentence.creator', {
              quest: String(data.message.quest),
              outcome: t(`attest.word.${outcome}`),
              xp: format.number(Number(data.message.xp)),
              reputation: format.number(Number(data.message.reputation)),
            })
          : t('attest.sentence.performer', { quest: String(data.message.quest) })}
      </p>
      <p className={stack.soft}>{t('attest.preview.lead')}</p>
      <TypedDataPreview payload={data} />
      {mismatch !== undefined ? (
        <p role="alert">{t('attest.mismatch', { field: mismatch })}</p>
      ) : (
        <>
          {sign.isError && <ErrorNotice error={sign.error} />}
          <Button
            size="md"
            style={{ alignSelf: 'flex-start' }}
            loading={sign.isPending}
            onClick={() =>
              sign.mutate({ questId: quest.id, payload: data, outcome, signer: me, wellKnown: deployment })
            }
          >
            {t('attest.sign.action')}
          </Button>
          <p className={`${stack.soft} ${stack.small}`}>{t('attest.sign.free')}</p>
        </>
      )}
    </Panel>
  )
}
