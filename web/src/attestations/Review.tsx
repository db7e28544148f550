import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Quest, Role } from '../api/shapes'
import { Panel } from '../design/Panel'
import { Criteria } from '../quests/Criteria'
import { SubmissionPanel } from '../quests/SubmissionPanel'
import { AskForRevision } from './AskForRevision'
import { OutcomeChoice, type Verdict } from './OutcomeChoice'
import classes from './Review.module.css'
import { SignPanel } from './SignPanel'

type Props = { quest: Quest; submission: NonNullable<Quest['submission']>; role: Role; me: string }

/** One screen: the work, beside it what was asked for, the verdict, and the signature. */
export function Review({ quest, submission, role, me }: Props) {
  const { t } = useTranslation()
  const [verdict, setVerdict] = useState<Verdict>('done')
  const hasBar = quest.exceptionalCriteria !== null && quest.exceptionalCriteria !== ''
  const verdicts: Verdict[] = [
    'done',
    ...(hasBar ? (['exceptional'] as const) : []),
    ...(quest.actions.includes('request-revision') ? (['revise'] as const) : []),
  ]
  return (
    <div className={classes.review}>
      <div className={classes.side}>
        <SubmissionPanel quest={quest} submission={submission} />
        <Panel title={t('quest.done')} tone="sunken" labelledBy="bars">
          <Criteria quest={quest} />
        </Panel>
      </div>
      <div className={classes.side}>
        {role === 'creator' && (
          <OutcomeChoice verdict={verdict} verdicts={verdicts} onChange={setVerdict} xp={quest.rewardXp} />
        )}
        {verdict === 'revise' ? (
          <AskForRevision quest={quest} onCancel={() => setVerdict('done')} />
        ) : (
          <SignPanel quest={quest} role={role} outcome={verdict} me={me} />
        )}
      </div>
    </div>
  )
}
