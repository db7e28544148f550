import { IconSelector } from '@tabler/icons-react'
import classes from './BoardFilter.module.css'

type Props = {
  label: string
  /** On a phone it is shown only then. */
  unfolded: boolean
  value: string
  onChoose: (value: string) => void
  options: (readonly [value: string, label: string])[]
}

/** One choice of the board's filter, by the browser's own list. */
export function BoardSelect({ label, unfolded, value, onChoose, options }: Props) {
  return (
    <div className={classes.select} data-unfolded={unfolded || undefined}>
      <select
        className={classes.input}
        aria-label={label}
        value={value}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {options.map(([word, text]) => (
          <option key={word} value={word}>
            {text}
          </option>
        ))}
      </select>
      <IconSelector size={17} aria-hidden="true" />
    </div>
  )
}
