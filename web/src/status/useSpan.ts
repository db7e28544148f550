import { useTranslation } from 'react-i18next'

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** A length of time in the reader's language, in its largest unit: 12 minutes. */
export function useSpan(): (seconds: number) => string {
  const { i18n } = useTranslation()
  return (seconds) => {
    const [unit, size] = units.find(([, length]) => seconds >= length) ?? ['second', 1]
    return new Intl.NumberFormat(i18n.language, {
      style: 'unit',
      unit,
      unitDisplay: 'long',
      maximumFractionDigits: 0,
    }).format(Math.floor(seconds / size))
  }
}
