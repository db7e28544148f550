import type { TablerIcon } from '@tabler/icons-react'
import classes from './StatusBanner.module.css'

type Props = { icon: TablerIcon; text: string; action?: string; onAction?: () => void }

/** One line over the screen about something that is not as usual, with a way on where there is one. */
export function BannerLine({ icon: Icon, text, action, onAction }: Props) {
  return (
    <div className={classes.banner} role="status" data-no-print>
      <Icon size={20} aria-hidden="true" />
      <p>{text}</p>
      {action !== undefined && (
        <button type="button" className={classes.action} onClick={onAction}>
          {action}
        </button>
      )}
    </div>
  )
}
