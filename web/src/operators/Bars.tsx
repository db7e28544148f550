import classes from './Bars.module.css'
import { roundTop } from './roundTop'

export type Bar = { key: string; label: string; value: number; text: string; tone?: 'spruce' | 'ember' }
type Props = {
  bars: Bar[]
  label: string
  /** Places on the axis; those without a bar yet are shown empty. */
  slots: number
}

/** Values side by side; the words under the bars say the same, so nothing depends on the picture. */
export function Bars({ bars, label, slots }: Props) {
  const top = roundTop(Math.max(0, ...bars.map((bar) => bar.value)))
  const empty = Math.max(0, slots - bars.length)
  return (
    <ul className={classes.bars} aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.key} className={classes.bar}>
          <svg viewBox="0 0 20 100" preserveAspectRatio="none" aria-hidden="true" className={classes.picture}>
            <rect
              data-tone={bar.tone ?? 'spruce'}
              width="20"
              y={100 - Math.max(2, (bar.value / top) * 100)}
              height="100"
              rx="2"
            />
          </svg>
          <strong>{bar.text}</strong>
          <span>{bar.label}</span>
        </li>
      ))}
      {Array.from({ length: empty }, (_, place) => (
        <li key={place} className={classes.bar} aria-hidden="true">
          <span className={classes.picture} />
        </li>
      ))}
    </ul>
  )
}
