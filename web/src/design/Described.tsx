import type { ReactNode } from 'react'
import classes from './Described.module.css'

/** What a field is for, and at the end of the line how much of it is used. */
export function Described({ count, children }: { count: string; children: ReactNode }) {
  return (
    <span className={classes.described}>
      <span>{children}</span>
      <span className={classes.count}>{count}</span>
    </span>
  )
}
