import { useTranslation } from 'react-i18next'
import type { Quest, Revision } from '../api/shapes'
import { Prose } from '../design/Prose'
import { useFormat } from '../i18n/useFormat'
import { Avatar } from '../members/Avatar'
import { nameOf } from '../members/nameOf'
import classes from './RevisionNote.module.css'

/** What the creator wants otherwise, as they said it, with name and time. */
export function RevisionNote({ quest, revision }: { quest: Quest; revision: Revision }) {
  const { t } = useTranslation()
  const format = useFormat()
  const by = revision.by ?? quest.creator
  if (revision.reason === null) return null
  return (
    <section className={classes.note} aria-label={t('quest.revision')}>
      <Avatar address={by} name={quest.people?.[by]?.displayName} size={40} />
      <div className={classes.bubble}>
        <p className={classes.who}>
          {t('quest.revision.by', { name: nameOf(by, quest.people), when: format.ago(revision.at) })}
        </p>
        <Prose text={revision.reason} />
      </div>
    </section>
  )
}
