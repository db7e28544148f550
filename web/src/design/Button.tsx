import type { ComponentPropsWithRef, CSSProperties, ReactNode } from 'react'
import classes from './Button.module.css'

/** What a link is given to look like a button. */
type Look = { className: string; style: CSSProperties | undefined; children: ReactNode }

type Props = ComponentPropsWithRef<'button'> & {
  variant?: 'filled' | 'default' | 'subtle' | 'light'
  size?: 'sm' | 'md' | 'lg' | 'compact-md'
  color?: 'brick' | undefined
  leftSection?: ReactNode
  rightSection?: ReactNode
  /** Under way: it can not be pressed, and shows that it is at work. */
  loading?: boolean
  /** For what leads somewhere: draws the link, which is given the looks. */
  renderRoot?: (look: Look) => ReactNode
}

/** A button, or a link that looks like one. It is on every first visit, so it is drawn here and not by the library of the forms. */
export function Button(props: Props) {
  const {
    variant = 'filled',
    size = 'sm',
    color,
    leftSection,
    rightSection,
    loading = false,
    ...others
  } = props
  const { renderRoot, className, children, disabled, style, ...rest } = others
  const names = [classes.button, classes[variant], classes[size], color && classes[color], className]
  const look = {
    className: names.filter(Boolean).join(' '),
    style,
    children: (
      <>
        {leftSection !== undefined && <span className={classes.left}>{leftSection}</span>}
        <span className={classes.label}>{children}</span>
        {rightSection !== undefined && <span className={classes.right}>{rightSection}</span>}
      </>
    ),
  }
  if (renderRoot !== undefined) return renderRoot({ ...saidOf(rest), ...look })
  return (
    <button
      type="button"
      {...rest}
      {...look}
      disabled={disabled || loading}
      data-loading={loading || undefined}
    />
  )
}

/** What a link can be told too: whether it is printed, what it is called, what it controls. */
function saidOf(props: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(props).filter(([name]) => /^(data|aria)-/.test(name)))
}
