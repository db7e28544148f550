import { type ReactNode, useEffect, useRef } from 'react'
import { arrival } from '../app/arrival'
import classes from './Page.module.css'

type Props = {
  title: string
  /** The title as shown, where it quotes somebody. */
  heading?: ReactNode
  lead?: ReactNode
  /** The way back, above the title. */
  crumb?: ReactNode
  /** A picture before the title. */
  mark?: ReactNode
  /** Actions at the end of the title row. */
  actions?: ReactNode
  width?: 'page' | 'reading'
  /** Little room for the head on a phone, where the list below is what one came for. */
  compact?: boolean
  children: ReactNode
}

/** One screen: sets the document title, shows the only h1 and gives the content its rhythm. */
export function Page({
  title,
  heading,
  lead,
  crumb,
  mark,
  actions,
  width = 'page',
  compact,
  children,
}: Props) {
  const top = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · CivicForge`
  }, [title])
  useEffect(() => {
    if (arrival.take()) top.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={classes.page} data-width={width} data-compact={compact || undefined}>
      {crumb}
      <header className={classes.head}>
        <div className={classes.who}>
          {mark}
          <div className={classes.titles}>
            <h1 ref={top} tabIndex={-1} dir="auto">
              {heading ?? title}
            </h1>
            {lead !== undefined && <p className={classes.lead}>{lead}</p>}
          </div>
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}
