import { IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Quest, QuestAction } from '../../api/shapes'
import { Crumb } from '../../design/Crumb'
import { Facts } from '../../design/Facts'
import { Page } from '../../design/Page'
import { Panel } from '../../design/Panel'
import { Pill } from '../../design/Pill'
import stack from '../../design/Stack.module.css'
import { useFormat } from '../../i18n/useFormat'
import { nameOf } from '../../members/nameOf'
import { PrivateMark } from '../PrivateMark'
import { paidXp } from '../paidXp'
import { statusTone } from '../statusTone'
import { AskToTake } from './AskToTake'
import { TakeBackRequest } from './TakeBackRequest'

/** A private quest for who holds its link and is none of the two: that it is there, what it brings, and a way to ask. */
export function PrivateQuest({ quest, me }: { quest: Quest; me: string | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const asked = quest.requestedAt !== null
  const open = quest.status === 'OPEN'
  const may = (action: QuestAction) => quest.actions.includes(action)
  const name = nameOf(quest.creator, quest.people)
  const scene = !open ? 'closed' : asked ? 'asked' : may('ask') ? 'invited' : 'left'
  return (
    <Page
      title={t('quest.private.title')}
      width="reading"
      mark={<IconLock size={40} stroke={1.5} aria-hidden="true" />}
      crumb={<Crumb to="/quests">{t('quest.crumb')}</Crumb>}
      lead={
        <span className={stack.row}>
          <Pill tone={statusTone[quest.status]}>{t(`quest.status.${quest.status}`)}</Pill>
          <PrivateMark quest={quest} />
        </span>
      }
    >
      <Panel tone={asked && open ? 'spruce' : 'plain'}>
        <div role="status" className={stack.column} style={{ gap: 6 }}>
          <h2>{t(`quest.private.${scene}`, { name })}</h2>
          <p>{t(`quest.private.${scene}.text`, { name, when: format.ago(quest.requestedAt ?? 0) })}</p>
        </div>
        <Facts
          facts={[
            {
              term: t('quest.reward'),
              detail: t('quest.record', {
                xp: format.number(paidXp(quest)),
                reputation: format.number(quest.rewardReputation),
              }),
            },
            ...(quest.dueAt === null
              ? []
              : [
                  {
                    term: t('quest.deadline'),
                    detail: `${format.moment(quest.dueAt)} (${format.ago(quest.dueAt)})`,
                  },
                ]),
          ]}
        />
        {(may('ask') || may('take-back')) && (
          <div className={stack.row}>
            {may('ask') && <AskToTake quest={quest} me={me} />}
            {may('take-back') && <TakeBackRequest questId={quest.id} />}
          </div>
        )}
      </Panel>
    </Page>
  )
}
