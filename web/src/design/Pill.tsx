import type { ReactNode } from 'react'
import classes from './Pill.module.css'

export type Tone = 'neutral' | 'spruce' | 'ember' | 'amber' | 'brick'

/** A short state word with a tone; the word itself carries the meaning. */
export function Pill({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={classes.pill} data-tone={tone}>
      {children}
    </span>
  )
}
