import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Quest } from '../api/shapes'
import { Panel } from '../design/Panel'
import { useFormat } from '../i18n/useFormat'
import { MemberLink } from '../members/MemberLink'
import { PointsHelp } from '../members/PointsHelp'
import { endsWithDue } from './endsWithDue'
import { paidXp } from './paidXp'
import classes from './QuestFacts.module.css'
import { sameAddress } from './sameAddress'
import { signedRoles } from './signedRoles'

/** What one decides by: the reward, the dates, what has to be shown, and the two people. */
export function QuestFacts({ quest, me }: { quest: Quest; me: string | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const signed = signedRoles(quest)
  const verdict = quest.attestations.find((attestation) => attestation.role === 'creator')?.outcome
  const complete = quest.status === 'COMPLETE'
  const hasBar = quest.exceptionalCriteria !== null && quest.exceptionalCriteria !== ''
  const exceptional = Math.floor((quest.rewardXp * 3) / 2)
  return (
    <Panel>
      <div className={classes.reward}>
        <strong>{t('quest.xp', { amount: format.number(paidXp(quest)) })}</strong>
        <span>
          {t('quest.reputation', {
            amount: format.number(quest.reward?.reputation ?? quest.rewardReputation),
          })}
        </span>
        <PointsHelp />
        {complete && verdict != null ? (
          <p>{t(`quest.verdict.${verdict}`)}</p>
        ) : (
          hasBar && <p>{t('quest.reward.exceptional', { amount: format.number(exceptional) })}</p>
        )}
      </div>
      <dl className={classes.facts}>
        <Dates quest={quest} />
        {quest.evidenceRequired && (
          <Row term={t('quest.evidence-required')}>{t('quest.evidence-required.yes')}</Row>
        )}
        {(['creator', 'performer'] as const).map((role) => {
          const address = quest[role]
          if (address === null) return null
          const word =
            role === 'performer' && !complete ? 'quest.role.taker' : (`quest.role.${role}` as const)
          return (
            <Row key={role} term={t(word)}>
              <MemberLink address={address} you={sameAddress(address, me)} brief />
              {quest.submission !== null && (
                <span className={classes.signature} data-signed={signed[role] || undefined}>
                  {t(signed[role] ? 'quest.seal.signed' : 'quest.seal.open')}
                </span>
              )}
            </Row>
          )
        })}
      </dl>
    </Panel>
  )
}

function Row({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** The due date, and the term that would run or runs now: to hand in, or to sign. */
function Dates({ quest }: { quest: Quest }) {
  const { t } = useTranslation()
  const format = useFormat()
  const when = (moment: string | number | Date) => `${format.plan(moment)} (${format.ago(moment)})`
  return (
    <>
      {quest.dueAt !== null && <Row term={t('quest.deadline')}>{when(quest.dueAt)}</Row>}
      {quest.status === 'OPEN' && (
        <Row term={t('quest.term.claimDays')}>{t('quest.claim-days', { count: quest.claimDays })}</Row>
      )}
      {quest.claimUntil !== null && !endsWithDue(quest) && (
        <Row term={t('quest.hand-in-by')}>{when(quest.claimUntil)}</Row>
      )}
      {quest.status === 'SUBMITTED' && quest.submission !== null && (
        <Row term={t('quest.sign-by')}>{when(quest.submission.deadline)}</Row>
      )}
    </>
  )
}
