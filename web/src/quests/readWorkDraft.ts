import { object, safeParse, string } from 'valibot'

const schema = object({ text: string() })

/** The reader of stored texts of handed-in work. */
export function readWorkDraft(stored: unknown): { text: string } | undefined {
  const read = safeParse(schema, stored)
  return read.success ? read.output : undefined
}
