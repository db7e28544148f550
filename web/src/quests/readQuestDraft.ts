import {
  boolean,
  fallback,
  finite,
  type InferOutput,
  literal,
  number,
  object,
  picklist,
  pipe,
  safeParse,
  string,
  union,
} from 'valibot'
import { categories } from './boardSearch'
import type { QuestDraft } from './QuestDraft'

/**
 * The reader of stored quest drafts. A field that cannot be read is that of `empty` again; what is not a draft at all is
 * undefined.
 */
export function readQuestDraft(empty: QuestDraft) {
  const points = union([pipe(number(), finite()), literal('')])
  const schema = object({
    title: fallback(string(), empty.title),
    description: fallback(string(), empty.description),
    exceptionalCriteria: fallback(string(), empty.exceptionalCriteria),
    category: fallback(picklist(categories), empty.category),
    tags: fallback(string(), empty.tags),
    xp: fallback(points, empty.xp),
    reputation: fallback(points, empty.reputation),
    due: fallback(string(), empty.due),
    claimDays: fallback(points, empty.claimDays),
    evidenceRequired: fallback(boolean(), empty.evidenceRequired),
    private: fallback(boolean(), empty.private),
  })
  return (stored: unknown): QuestDraft | undefined => {
    const read = safeParse(schema, stored)
    return read.success ? (read.output satisfies InferOutput<typeof schema>) : undefined
  }
}
