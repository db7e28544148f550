import { array, fallback, object, safeParse, string } from 'valibot'

const schema = object({ text: string(), removed: fallback(array(string()), []) })

/** What is kept of work that is not handed in yet: the text, and which files of the last try are not wanted again. */
export type WorkDraft = { text: string; removed: string[] }

/** The reader of stored drafts of handed-in work. */
export function readWorkDraft(stored: unknown): WorkDraft | undefined {
  const read = safeParse(schema, stored)
  return read.success ? read.output : undefined
}
