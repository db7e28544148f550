import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { People } from '../api/shapes'
import { Button } from '../design/Button'
import { useFormat } from '../i18n/useFormat'
import { CategoryIcon } from '../quests/CategoryIcon'
import { NudgeButton } from '../quests/NudgeButton'
import { PrivateMark } from '../quests/PrivateMark'
import { questQuery } from '../quests/questQuery'
import { useTitle } from '../quests/useTitle'
import { Avatar } from './Avatar'
import classes from './DeskRow.module.css'
import type { DeskItem } from './deskOf'
import { nameOf } from './nameOf'

const urgent = 48 * 3_600_000

type Props = { item: DeskItem; me: string; people: People }

/** One quest on the desk: whose turn it is, until when, and the button for it; the creator's words if it came back. */
export function DeskRow({ item, me, people }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { quest, verb, wait, other, until } = item
  const title = useTitle()(quest)
  // The list does not say why work came back, nor who asks for a private quest; both are few.
  const own = wait === 'my-work' || wait === 'invited'
  const whole = useQuery({ ...questQuery(quest.id, me), enabled: own, staleTime: 0 }).data
  const back = whole?.revision ?? undefined
  const asking = whole?.requests?.length ?? 0
  const link = { questId: quest.id }
  const facts = {
    name: other === null ? '' : nameOf(other, people),
    until: until === undefined ? '' : format.plan(new Date(until)),
    when: until === undefined ? '' : format.ago(new Date(until)),
  }
  const row = back?.reason != null ? 'sent-back' : wait
  const soon = until !== undefined && verb !== undefined && until - Date.now() < urgent
  return (
    <li className={classes.row}>
      {other === null ? (
        <span className={classes.sign}>
          <CategoryIcon category={quest.category} size={24} />
        </span>
      ) : (
        <span title={other}>
          <Avatar address={other} name={people[other]?.displayName} size={44} />
        </span>
      )}
      <div className={classes.text}>
        <span className={classes.head}>
          <Link to="/quests/$questId" params={link} className={classes.title} dir="auto">
            {title}
          </Link>
          <PrivateMark quest={quest} />
        </span>
        <span className={classes.note}>
          {asking > 0
            ? t('work.row.asking', { count: asking })
            : row !== undefined && t(`work.row.${row}`, facts)}
        </span>
        {back?.reason != null && (
          <span className={classes.reason} dir="auto">
            {back.reason}
          </span>
        )}
        {until !== undefined && (
          <span className={classes.until} data-soon={soon || undefined}>
            {t(wait === 'taker' || wait === 'invited' ? 'work.due' : 'work.until', facts)}
          </span>
        )}
      </div>
      {verb !== undefined && (
        <Button
          className={classes.verb}
          renderRoot={(props) =>
            verb === 'sign' ? (
              <Link to="/quests/$questId/attest" params={link} {...props} />
            ) : (
              <Link to="/quests/$questId/submit" params={link} {...props} />
            )
          }
        >
          {t(verb === 'hand-in' && back !== undefined ? 'work.verb.hand-in-again' : `work.verb.${verb}`)}
        </Button>
      )}
      {verb === undefined && quest.actions.includes('nudge') && (
        <NudgeButton className={classes.verb} questId={quest.id} name={facts.name} />
      )}
      {asking > 0 && (
        <Button
          className={classes.verb}
          renderRoot={(props) => <Link to="/quests/$questId" params={link} {...props} />}
        >
          {t('work.verb.choose')}
        </Button>
      )}
    </li>
  )
}
