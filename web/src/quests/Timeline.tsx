import { useTranslation } from 'react-i18next'
import type { Quest, TimelineEntry } from '../api/shapes'
import { useFormat } from '../i18n/useFormat'
import { shortAddress } from '../members/shortAddress'
import { ChainSteps } from './ChainSteps'
import classes from './Timeline.module.css'

function wordFor(entry: TimelineEntry) {
  if (entry.from === 'CLAIMED' && entry.to === 'OPEN') return 'quest.timeline.released'
  if (entry.from === 'SUBMITTED' && entry.to === 'CLAIMED') return 'quest.timeline.revision'
  return `quest.timeline.${entry.to}` as const
}

/** Every move of the quest, then its way to the chain. */
export function Timeline({ quest }: { quest: Quest }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <ol className={classes.timeline}>
      {quest.timeline.map((entry) => (
        <li key={`${entry.at}-${entry.to}`} className={classes.step} data-done>
          <span className={classes.title}>{t(wordFor(entry))}</span>
          <span className={classes.note}>
            <span>{format.moment(entry.at)}</span>
            {entry.by !== null && <span>{t('quest.timeline.by', { who: shortAddress(entry.by) })}</span>}
          </span>
          {entry.reason !== null && <blockquote className={classes.reason}>{entry.reason}</blockquote>}
        </li>
      ))}
      {quest.anchoring !== null && <ChainSteps quest={quest} anchoring={quest.anchoring} />}
    </ol>
  )
}
