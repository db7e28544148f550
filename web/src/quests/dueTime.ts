/** The moment a `datetime-local` field names, in this device's time zone; undefined for anything that is not a moment. */
export function readDue(text: string): Date | undefined {
  if (!/^\d{4,6}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?$/.test(text)) return undefined
  const moment = new Date(text)
  return Number.isNaN(moment.getTime()) ? undefined : moment
}

/** A moment as a `datetime-local` field wants it, to the minute; empty for anything that is not a moment. */
export function writeDue(moment: string | Date): string {
  const date = new Date(moment)
  const local = date.getTime() - date.getTimezoneOffset() * 60_000
  return Number.isNaN(local) ? '' : new Date(local).toISOString().slice(0, 16)
}
