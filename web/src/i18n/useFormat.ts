import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

type Moment = string | number | Date

/** A time on the wire: RFC 3339 text, or unix seconds where the value is signed. */
function toDate(moment: Moment): Date {
  return typeof moment === 'number' ? new Date(moment * 1000) : new Date(moment)
}

/** Stands for a moment that cannot be read. The formatters themselves would throw. */
const unknown = '–'

function written(format: Intl.DateTimeFormat, value: Moment): string {
  const date = toDate(value)
  return Number.isNaN(date.getTime()) ? unknown : format.format(date)
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]

const kilobyte = 1024
const megabyte = kilobyte * 1024

/** Numbers, dates and spans of time in the reader's language. */
export function useFormat() {
  const { i18n } = useTranslation()
  return useMemo(() => {
    // The reader's own region, where it goes with the chosen language: 25 Nov or Nov 25.
    const language = navigator.languages.find((name) => name.startsWith(i18n.language)) ?? i18n.language
    const number = new Intl.NumberFormat(language)
    const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
    const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
    const nearby = new Intl.DateTimeFormat(language, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    })
    const hour = new Intl.DateTimeFormat(language, { hour: 'numeric' })
    const compact = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 })
    const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
    return {
      number: (value: number | bigint) => number.format(value),
      decimal: (value: number, digits: number) =>
        new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value),
      day: (value: Moment) => written(day, value),
      moment: (value: Moment) => written(moment, value),
      /** A moment one plans by: with the day of the week, and without a year that goes without saying. */
      plan(value: Moment, now = Date.now()) {
        const date = toDate(value)
        const near = Math.abs(date.getTime() - now) < 300 * 86_400_000
        return written(near ? nearby : moment, value)
      },
      hour: (value: Moment) => written(hour, value),
      /** Where there is little room: 1.2K. */
      compact: (value: number) => compact.format(value),
      ago(value: Moment, now = Date.now()) {
        const seconds = Math.round((toDate(value).getTime() - now) / 1000)
        if (!Number.isFinite(seconds)) return unknown
        const [unit, size] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1]
        return relative.format(Math.trunc(seconds / size), unit)
      },
      /** As phones and desktops count: 1 MB is 1,048,576 bytes, so that the limit of a file is a round number. */
      bytes(value: number) {
        const mega = value >= megabyte
        return new Intl.NumberFormat(language, {
          style: 'unit',
          unit: mega ? 'megabyte' : 'kilobyte',
          maximumFractionDigits: mega ? 1 : 0,
        }).format(mega ? value / megabyte : Math.max(1, value / kilobyte))
      },
    }
  }, [i18n.language])
}
