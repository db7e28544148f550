import classes from './Wordmark.module.css'

/** The name mark: two open rings that hold each other, as two signatures hold one quest. */
export function Wordmark() {
  return (
    <span className={classes.wordmark}>
      <svg viewBox="0 0 44 32" className={classes.mark} aria-hidden="true" focusable="false">
        <path className={classes.left} d="M21.5 6.6A12 12 0 1 0 21.5 25.4" />
        <path className={classes.right} d="M22.5 6.6A12 12 0 1 1 22.5 25.4" />
        <circle className={classes.spark} cx="22" cy="16" r="3.1" />
      </svg>
      <span className={classes.name}>
        Civic<b>Forge</b>
      </span>
    </span>
  )
}
