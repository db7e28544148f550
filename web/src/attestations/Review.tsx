import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outcome, Quest, Role } from '../api/shapes'
import { Panel } from '../design/Panel'
import { Prose } from '../design/Prose'
import stack from '../design/Stack.module.css'
import { SubmissionPanel } from '../quests/SubmissionPanel'
import { AskForRevision } from './AskForRevision'
import { OutcomeChoice } from './OutcomeChoice'
import { SignPanel } from './SignPanel'

type Props = { quest: Quest; submission: NonNullable<Quest['submission']>; role: Role; me: string }

/** The work beside the bar it is measured by, then the choice, then exactly what the wallet will show. */
export function Review({ quest, submission, role, me }: Props) {
  const { t } = useTranslation()
  const [outcome, setOutcome] = useState<Outcome>('done')
  const exceptional = quest.exceptionalCriteria
  const hasBar = exceptional !== null && exceptional !== ''
  return (
    <>
      <div className={stack.split}>
        <SubmissionPanel quest={quest} submission={submission} />
        <Panel title={t('quest.done')} tone="sunken" labelledBy="bars">
          {quest.description !== null && <Prose text={quest.description} />}
          <h3>{t('quest.exceptional')}</h3>
          {hasBar ? (
            <Prose text={exceptional} />
          ) : (
            <p className={stack.soft}>{t('quest.exceptional.none')}</p>
          )}
        </Panel>
      </div>
      {role === 'creator' && (
        <>
          <OutcomeChoice outcome={outcome} onChange={setOutcome} xp={quest.rewardXp} />
          {quest.actions.includes('request-revision') && <AskForRevision questId={quest.id} />}
        </>
      )}
      <SignPanel quest={quest} role={role} outcome={outcome} me={me} />
    </>
  )
}
