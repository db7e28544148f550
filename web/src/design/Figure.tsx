import type { ReactNode } from 'react'
import classes from './Figure.module.css'

type Props = { value: ReactNode; label: string; note?: ReactNode; tone?: 'plain' | 'warn' }

/** One number that matters, with the words that say what it counts. */
export function Figure({ value, label, note, tone = 'plain' }: Props) {
  return (
    <div className={classes.figure} data-tone={tone}>
      <span className={classes.label}>{label}</span>
      <span className={classes.value}>{value}</span>
      {note !== undefined && <span className={classes.note}>{note}</span>}
    </div>
  )
}
