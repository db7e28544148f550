import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Quest } from '../api/shapes'
import { statsQuery } from '../api/statsQuery'
import stack from '../design/Stack.module.css'
import { useFormat } from '../i18n/useFormat'
import { nameOf } from '../members/nameOf'
import { NudgeButton } from './NudgeButton'
import { sameAddress } from './sameAddress'

const hour = 3_600_000

/** The way to ask the other one to go on; where that was done lately, when it can be done again. */
export function NudgeOther({ quest, me }: { quest: Quest; me: string | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const hours = useQuery(statsQuery).data?.limits.nudgeHours
  const other = sameAddress(quest.performer, me) ? quest.creator : (quest.performer ?? quest.creator)
  const last = quest.nudgedAt
  const next = last === null || hours === undefined ? undefined : Date.parse(last) + hours * hour
  return (
    <>
      {quest.actions.includes('nudge') && (
        <NudgeButton questId={quest.id} name={nameOf(other, quest.people)} />
      )}
      {last !== null && next !== undefined && next > Date.now() && (
        <p className={`${stack.soft} ${stack.small}`}>
          {t('quest.nudged', { when: format.ago(last), until: format.plan(new Date(next)) })}
        </p>
      )}
    </>
  )
}
