import classes from './Bars.module.css'

export type Bar = { key: string; label: string; value: number; text: string; tone?: 'spruce' | 'ember' }

/** Values side by side; the words under the bars say the same, so nothing depends on the picture. */
export function Bars({ bars, label }: { bars: Bar[]; label: string }) {
  const most = Math.max(1, ...bars.map((bar) => bar.value))
  return (
    <ul className={classes.bars} aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.key} className={classes.bar}>
          <svg viewBox="0 0 20 100" preserveAspectRatio="none" aria-hidden="true" className={classes.picture}>
            <rect
              data-tone={bar.tone ?? 'spruce'}
              x="0"
              width="20"
              y={100 - Math.max(2, (bar.value / most) * 100)}
              height="100"
              rx="2"
            />
          </svg>
          <strong>{bar.text}</strong>
          <span>{bar.label}</span>
        </li>
      ))}
    </ul>
  )
}
