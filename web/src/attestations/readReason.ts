import { object, safeParse, string } from 'valibot'

const schema = object({ reason: string() })

/** The reader of stored reasons for sending work back. */
export function readReason(stored: unknown): { reason: string } | undefined {
  const read = safeParse(schema, stored)
  return read.success ? read.output : undefined
}
