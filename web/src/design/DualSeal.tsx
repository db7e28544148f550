import classes from './DualSeal.module.css'

type Props = {
  /** Whether the creator's half is closed. */
  creator: boolean
  /** Whether the performer's half is closed. */
  performer: boolean
  /** Whose half closes while one looks. */
  drawn?: 'creator' | 'performer'
  /** The pair is anchored and the browser has checked it. */
  sealed?: boolean
  size?: number
  label: string
}

/** Two half rings, one per party; a half is solid once its party has signed, and the spark lights when both have. */
export function DualSeal({ creator, performer, drawn, sealed = false, size = 56, label }: Props) {
  const both = creator && performer
  return (
    <svg
      className={classes.seal}
      width={size * 1.3}
      height={size}
      viewBox="0 0 52 40"
      role="img"
      aria-label={label}
    >
      <path
        className={classes.left}
        pathLength={100}
        data-open={!creator || undefined}
        data-drawn={drawn === 'creator' || undefined}
        d="M25.4 8.3A15 15 0 1 0 25.4 31.7"
      />
      <path
        className={classes.right}
        pathLength={100}
        data-open={!performer || undefined}
        data-drawn={drawn === 'performer' || undefined}
        d="M26.6 8.3A15 15 0 1 1 26.6 31.7"
      />
      {sealed ? (
        <path className={classes.tick} d="M21.4 20.4l3.3 3.3 6-7" />
      ) : (
        <circle className={classes.spark} data-lit={both || undefined} cx="26" cy="20" r={both ? 4 : 2.6} />
      )}
    </svg>
  )
}
