import classes from './Avatar.module.css'
import { avatarHue } from './avatarHue'

type Props = { address: string; name?: string | null; size?: number }

/**
 * A member's sign: the first letter of the name on a hue made from the address. Who has no name yet gets a small
 * pattern instead, so that people without names differ too.
 */
export function Avatar({ address, name, size = 40 }: Props) {
  const letter = firstLetter(name)
  return (
    <svg
      className={classes.avatar}
      width={size}
      height={size}
      viewBox="0 0 5 5"
      aria-hidden="true"
      focusable="false"
    >
      <rect width="5" height="5" fill={avatarHue(address)} />
      {letter === undefined ? (
        <Pattern address={address} />
      ) : (
        <text className={classes.letter} x="2.5" y="2.5">
          {letter}
        </text>
      )}
    </svg>
  )
}

function firstLetter(name: string | null | undefined): string | undefined {
  const [first] = new Intl.Segmenter().segment(name?.trim() ?? '')
  return first?.segment.toLocaleUpperCase()
}

function Pattern({ address }: { address: string }) {
  const digits = [...address.slice(2)].map((digit) => Number.parseInt(digit, 16) || 0)
  return Array.from({ length: 9 }, (_, index) => {
    if ((digits[index + 3] ?? 0) % 2 === 0) return null
    const x = 1 + (index % 3)
    const y = 1 + Math.floor(index / 3)
    return <rect key={index} x={x} y={y} width="1" height="1" fill="#ffffff" />
  })
}
