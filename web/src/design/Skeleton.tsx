import classes from './Skeleton.module.css'

/** Grey bars in the shape of what is coming; announced once, not read line by line. */
export function Skeleton({ lines = 3, label }: { lines?: number; label: string }) {
  return (
    <div className={classes.skeleton} role="status" aria-label={label} data-pending>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className={classes.bar} data-short={index === lines - 1 || undefined} />
      ))}
    </div>
  )
}
