import type { ComponentPropsWithRef } from 'react'
import classes from './PlainButton.module.css'

/** A button without looks of its own, for what is pressed and looks like something else. */
export function PlainButton({ className, ...rest }: ComponentPropsWithRef<'button'>) {
  return (
    <button
      type="button"
      className={className === undefined ? classes.plain : `${classes.plain} ${className}`}
      {...rest}
    />
  )
}
