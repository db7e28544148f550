import type { ReactNode } from 'react'
import classes from './Figures.module.css'

/** A row of figures that wraps. */
export function Figures({ children }: { children: ReactNode }) {
  return <div className={classes.figures}>{children}</div>
}
