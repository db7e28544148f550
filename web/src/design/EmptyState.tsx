import type { ReactNode } from 'react'
import { DualSeal } from './DualSeal'
import classes from './EmptyState.module.css'

type Props = { title: string; children?: ReactNode; action?: ReactNode }

/** What a list shows when it has nothing: why, and the way forward. */
export function EmptyState({ title, children, action }: Props) {
  return (
    <div className={classes.empty}>
      <span aria-hidden="true">
        <DualSeal creator={false} performer={false} size={64} label="" />
      </span>
      <h2>{title}</h2>
      {children !== undefined && <p>{children}</p>}
      {action}
    </div>
  )
}
