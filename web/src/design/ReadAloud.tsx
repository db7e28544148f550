import type { ReactNode } from 'react'
import classes from './ReadAloud.module.css'

/** Words for those who hear the page; whoever sees it sees what they say. */
export function ReadAloud({ as: Tag = 'span', children }: { as?: 'span' | 'h1'; children: ReactNode }) {
  return <Tag className={classes.aloud}>{children}</Tag>
}
