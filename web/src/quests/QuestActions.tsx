import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Quest, QuestAction } from '../api/shapes'
import { Button } from '../design/Button'
import { Panel } from '../design/Panel'
import stack from '../design/Stack.module.css'
import { useSignIn } from '../identity/useSignIn'
import { ClaimQuest } from './ClaimQuest'
import { intention } from './intention'
import { NextStepWords } from './NextStepWords'
import { NudgeOther } from './NudgeOther'
import classes from './QuestActions.module.css'
import { WayBack } from './WayBack'

/** The one thing to do next for whoever looks, as the API allows it; apart from it, the ways back. */
export function QuestActions({ quest, me }: { quest: Quest; me: string | undefined }) {
  const { t } = useTranslation()
  const openSignIn = useSignIn()
  const may = (action: QuestAction) => quest.actions.includes(action)
  const link = { questId: quest.id }
  const ways = (['withdraw', 'release', 'cancel', 'close'] as const).filter(may)
  return (
    <Panel tone={quest.status === 'COMPLETE' ? 'spruce' : may('submit') || may('attest') ? 'ember' : 'plain'}>
      <div className={stack.column}>
        <NextStepWords quest={quest} me={me} />
        {quest.closed && (quest.status === 'CLAIMED' || quest.status === 'SUBMITTED') && (
          <p>{t('quest.closed')}</p>
        )}
        {me === undefined && quest.status === 'OPEN' && (
          <Button size="md" onClick={() => openSignIn(() => intention.claim(quest))}>
            {t('quest.action.sign-in')}
          </Button>
        )}
        {may('claim') && <ClaimQuest quest={quest} />}
        {may('submit') && (
          <Button
            size="md"
            renderRoot={(props) => <Link to="/quests/$questId/submit" params={link} {...props} />}
          >
            {t(quest.revision == null ? 'quest.action.submit' : 'quest.action.submit.again')}
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
        {quest.status === 'SUBMITTED' && <NudgeOther quest={quest} me={me} />}
        {quest.status === 'COMPLETE' && (
          <Button size="md" renderRoot={(props) => <Link to="/proofs/$questId" params={link} {...props} />}>
            {t('quest.action.proof')}
          </Button>
        )}
        {(may('edit') || ways.length > 0) && (
          <div className={classes.back}>
            {may('edit') && (
              <Button
                variant="default"
                renderRoot={(props) => <Link to="/quests/$questId/edit" params={link} {...props} />}
              >
                {t('quest.action.edit')}
              </Button>
            )}
            {ways.map((way) => (
              <WayBack key={way} quest={quest} to={way} />
            ))}
          </div>
        )}
      </div>
    </Panel>
  )
}
