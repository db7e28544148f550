import { type ReactNode, useId } from 'react'
import classes from './Hint.module.css'

type Props = {
  /** What the button is called, and what it opens. */
  label: string
  /** The button, which this gives `popoverTarget`. */
  target: (opens: { popoverTarget: string; 'aria-label': string }) => ReactNode
  children: ReactNode
}

/** A card over the page for what only some want to know. The browser opens it, closes it and minds the focus. */
export function Hint({ label, target, children }: Props) {
  const id = useId()
  return (
    <>
      {target({ popoverTarget: id, 'aria-label': label })}
      <div id={id} popover="auto" role="dialog" aria-label={label} className={classes.card}>
        {children}
      </div>
    </>
  )
}
