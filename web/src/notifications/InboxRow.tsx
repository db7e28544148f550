import { IconClock } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Notification, People } from '../api/shapes'
import { ReadAloud } from '../design/ReadAloud'
import { useFormat } from '../i18n/useFormat'
import { Avatar } from '../members/Avatar'
import { PrivateMark } from '../quests/PrivateMark'
import { useTitle } from '../quests/useTitle'
import classes from './InboxRow.module.css'
import { useInboxWords } from './useInboxWords'

type Props = { line: Notification; people: People; onOpen: () => void }

/** One thing that has happened: who or what did it, to which quest, and when. All of it is the way to the quest. */
export function InboxRow({ line, people, onOpen }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useInboxWords()
  const title = useTitle()(line)
  return (
    <li className={classes.row} data-unread={!line.read || undefined}>
      {line.by === null ? (
        <span className={classes.sign}>
          <IconClock size={22} aria-hidden="true" />
        </span>
      ) : (
        <span title={line.by}>
          <Avatar address={line.by} name={people[line.by]?.displayName} size={40} />
        </span>
      )}
      <div className={classes.text}>
        <Link
          to="/quests/$questId"
          params={{ questId: line.questId }}
          className={classes.words}
          onClick={onOpen}
        >
          {words(line, people)}
          {!line.read && <ReadAloud>{`, ${t('inbox.unread')}`}</ReadAloud>}
        </Link>
        <span className={classes.quest}>
          <span className={classes.title} dir="auto">
            {title}
          </span>
          <PrivateMark quest={line} />
        </span>
        <time className={classes.when} dateTime={line.at} title={format.moment(line.at)}>
          {format.ago(line.at)}
        </time>
      </div>
      {!line.read && <span className={classes.dot} aria-hidden="true" />}
    </li>
  )
}
