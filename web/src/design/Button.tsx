import type { ComponentPropsWithRef, CSSProperties, ReactNode } from 'react'
import classes from './Button.module.css'

type Looks = {
  variant?: 'filled' | 'default' | 'subtle' | 'light'
  size?: 'sm' | 'md' | 'lg' | 'compact-md'
  color?: 'brick' | undefined
  leftSection?: ReactNode
  rightSection?: ReactNode
  className?: string | undefined
  style?: CSSProperties | undefined
  children: ReactNode
}

type AsButton = ComponentPropsWithRef<'button'> & {
  /** Under way: it cannot be pressed, and shows that it is at work. */
  loading?: boolean
  renderRoot?: undefined
}

/** For what leads somewhere: draws the link, which is given the looks and every `aria-` and `data-`; all else is said on the link. */
type AsLink = { renderRoot: (look: Pick<Looks, 'style' | 'children'> & { className: string }) => ReactNode }

/** A button, or a link that looks like one. It is on every first visit, so it is drawn here and not by the library of the forms. */
export function Button({
  variant = 'filled',
  size = 'sm',
  color,
  leftSection,
  rightSection,
  className,
  style,
  children,
  ...rest
}: Looks & (AsButton | AsLink)) {
  const names = [classes.button, classes[variant], classes[size], color && classes[color], className]
  const look = {
    className: names.filter(Boolean).join(' '),
    style,
    children: (
      <>
        {leftSection !== undefined && <span className={classes.left}>{leftSection}</span>}
        <span>{children}</span>
        {rightSection !== undefined && <span className={classes.right}>{rightSection}</span>}
      </>
    ),
  }
  if (rest.renderRoot !== undefined) {
    const { renderRoot, ...said } = rest
    return renderRoot({ ...said, ...look })
  }
  const { loading = false, disabled, ...others } = rest
  return (
    <button
      type="button"
      {...others}
      {...look}
      disabled={disabled || loading}
      data-loading={loading || undefined}
    />
  )
}
