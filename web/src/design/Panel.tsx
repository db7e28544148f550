import type { ReactNode } from 'react'
import { Boundary } from './Boundary'
import classes from './Panel.module.css'

type Props = {
  title?: ReactNode
  /** Shown at the end of the title row. */
  aside?: ReactNode
  tone?: 'plain' | 'spruce' | 'ember' | 'amber' | 'brick' | 'sunken'
  children: ReactNode
  labelledBy?: string
}

/** A surface that groups what belongs together; what fails in it leaves the rest of the screen alone. */
export function Panel({ title, aside, tone = 'plain', children, labelledBy }: Props) {
  return (
    <section className={classes.panel} data-tone={tone} aria-labelledby={labelledBy}>
      {title !== undefined && (
        <header className={classes.head}>
          <h2 id={labelledBy}>{title}</h2>
          {aside}
        </header>
      )}
      <Boundary>{children}</Boundary>
    </section>
  )
}
