import classes from './Avatar.module.css'

const pairs = [
  ['#0f5f4d', '#ff9a62'],
  ['#7b310d', '#f2c14e'],
  ['#2b4a7a', '#8fd3c1'],
  ['#5a2a5e', '#f4a7b9'],
  ['#3b5218', '#d9e27a'],
  ['#8f281e', '#f7c9a0'],
] as const

/** A small pattern drawn from the address, so that people recognise one another without pictures. */
export function Avatar({ address, size = 40 }: { address: string; size?: number }) {
  const digits = [...address.slice(2).toLowerCase()].map((digit) => Number.parseInt(digit, 16) || 0)
  const [back, front] = pairs[(digits[0] ?? 0) % pairs.length] ?? pairs[0]
  return (
    <svg
      className={classes.avatar}
      width={size}
      height={size}
      viewBox="0 0 5 5"
      aria-hidden="true"
      focusable="false"
    >
      <rect width="5" height="5" fill={back} />
      {Array.from({ length: 15 }, (_, index) => {
        if ((digits[index + 3] ?? 0) % 2 === 0) return null
        const x = index % 3
        const y = Math.floor(index / 3)
        return (
          <g key={index} fill={front}>
            <rect x={x} y={y} width="1" height="1" />
            {x < 2 && <rect x={4 - x} y={y} width="1" height="1" />}
          </g>
        )
      })}
    </svg>
  )
}
