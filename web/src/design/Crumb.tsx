import { IconArrowLeft } from '@tabler/icons-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './Crumb.module.css'

/** The way back to where this screen belongs, above its title, with what can be done to the page at the other end. */
export function Crumb({ children, aside, ...link }: LinkProps & { children: ReactNode; aside?: ReactNode }) {
  return (
    <div className={classes.bar} data-no-print>
      <Link {...link} className={classes.back}>
        <IconArrowLeft size={18} aria-hidden="true" />
        <span dir="auto">{children}</span>
      </Link>
      {aside}
    </div>
  )
}
