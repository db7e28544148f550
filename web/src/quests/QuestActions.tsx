import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Quest } from '../api/shapes'
import { DualSeal } from '../design/DualSeal'
import { Panel } from '../design/Panel'
import stack from '../design/Stack.module.css'
import { useSignIn } from '../identity/useSignIn'
import { CancelQuest } from './CancelQuest'
import { ClaimQuest } from './ClaimQuest'
import classes from './QuestActions.module.css'
import { ReleaseQuest } from './ReleaseQuest'
import { sameAddress } from './sameAddress'
import { signedRoles } from './signedRoles'

/** The one thing to do next for whoever looks, as the API allows it; or what the quest waits for. */
export function QuestActions({ quest, me }: { quest: Quest; me: string | undefined }) {
  const { t } = useTranslation()
  const openSignIn = useSignIn()
  const may = (action: string) => quest.actions.some((allowed) => allowed === action)
  const link = { questId: quest.id }
  const signed = signedRoles(quest)
  const count = Number(signed.creator) + Number(signed.performer)
  const word = (done: boolean) => t(done ? 'quest.seal.signed' : 'quest.seal.open')
  const headline =
    quest.status === 'SUBMITTED' || quest.status === 'COMPLETE'
      ? t('quest.signed', { count })
      : quest.status === 'CLAIMED' && sameAddress(quest.performer, me)
        ? t('quest.next.yours')
        : t(`quest.next.${quest.status}`)
  const wait = waitingFor(quest, me)
  return (
    <Panel tone={quest.status === 'COMPLETE' ? 'spruce' : may('submit') || may('attest') ? 'ember' : 'plain'}>
      <div className={stack.column}>
        <div className={classes.state}>
          <DualSeal
            creator={signed.creator}
            performer={signed.performer}
            size={64}
            label={t('quest.seal.label', {
              creator: word(signed.creator),
              performer: word(signed.performer),
            })}
          />
          <div>
            <strong>{headline}</strong>
            {wait !== undefined && <p>{t(wait)}</p>}
          </div>
        </div>
        {me === undefined && quest.status === 'OPEN' && (
          <Button size="md" onClick={openSignIn}>
            {t('quest.action.sign-in')}
          </Button>
        )}
        {may('claim') && <ClaimQuest quest={quest} />}
        {may('submit') && (
          <Button
            size="md"
            renderRoot={(props) => <Link to="/quests/$questId/submit" params={link} {...props} />}
          >
            {t('quest.action.submit')}
          </Button>
        )}
        {may('attest') && (
          <Button
            size="md"
            renderRoot={(props) => <Link to="/quests/$questId/attest" params={link} {...props} />}
          >
            {t('quest.action.attest')}
          </Button>
        )}
        {quest.status === 'COMPLETE' && (
          <Button size="md" renderRoot={(props) => <Link to="/proofs/$questId" params={link} {...props} />}>
            {t('quest.action.proof')}
          </Button>
        )}
        {may('edit') && (
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/quests/$questId/edit" params={link} {...props} />}
          >
            {t('quest.action.edit')}
          </Button>
        )}
        {may('release') && <ReleaseQuest quest={quest} />}
        {may('cancel') && <CancelQuest quest={quest} />}
      </div>
    </Panel>
  )
}

function waitingFor(quest: Quest, me: string | undefined) {
  const creator = sameAddress(quest.creator, me)
  const performer = sameAddress(quest.performer, me)
  const signed = signedRoles(quest)
  if (quest.status === 'OPEN' && creator) return 'quest.wait.performer'
  if (quest.status === 'CLAIMED' && !performer) return 'quest.wait.work'
  if (quest.status !== 'SUBMITTED') return undefined
  if (creator && signed.creator) return 'quest.wait.performer-signature'
  if (performer && signed.performer) return 'quest.wait.creator'
  return creator || performer ? undefined : 'quest.wait.both'
}
