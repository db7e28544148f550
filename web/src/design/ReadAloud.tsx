import type { ReactNode } from 'react'
import classes from './ReadAloud.module.css'

type Props = {
  as?: 'span' | 'h1' | 'p'
  /** `status`: read whenever it changes. */
  role?: 'status'
  children: ReactNode
}

/** Words for those who hear the page; whoever sees it sees what they say. */
export function ReadAloud({ as: Tag = 'span', role, children }: Props) {
  return (
    <Tag className={classes.aloud} role={role}>
      {children}
    </Tag>
  )
}
