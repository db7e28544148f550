import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Quest } from '../api/shapes'
import { PlainButton } from '../design/PlainButton'
import { useFormat } from '../i18n/useFormat'
import { nameOf } from '../members/nameOf'
import { ChainSteps } from './ChainSteps'
import { eventsOf } from './eventsOf'
import classes from './Timeline.module.css'
import { useEditWords } from './useEditWords'

const shown = 3

/** What happened, then the way to the chain. A long story is folded to its last events. */
export function Timeline({ quest }: { quest: Quest }) {
  const { t } = useTranslation()
  const format = useFormat()
  const editWords = useEditWords()
  const [unfolded, setUnfolded] = useState(false)
  const events = eventsOf(quest)
  const folded = unfolded || events.length <= shown + 1 ? 0 : events.length - shown
  return (
    <>
      {folded > 0 && (
        <PlainButton className={classes.unfold} onClick={() => setUnfolded(true)}>
          {t('quest.timeline.earlier', { count: folded })}
        </PlainButton>
      )}
      <ol className={classes.timeline}>
        {events.slice(folded).map((event) => (
          <li key={`${event.at}-${event.word}-${event.by}`} className={classes.step} data-done>
            <span className={classes.title}>{t(`quest.timeline.${event.word}`)}</span>
            <span className={classes.note}>
              <span>{format.moment(event.at)}</span>
              {event.by !== null && (
                <span title={event.by}>
                  {t('quest.timeline.by', { who: nameOf(event.by, quest.people) })}
                </span>
              )}
            </span>
            {event.reason !== null && (
              <blockquote className={classes.reason} dir="auto">
                {event.word === 'edited' ? editWords(event.reason) : event.reason}
              </blockquote>
            )}
          </li>
        ))}
        {quest.anchoring !== null && <ChainSteps quest={quest} anchoring={quest.anchoring} />}
      </ol>
    </>
  )
}
