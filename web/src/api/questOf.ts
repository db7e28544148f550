import type { components } from './schema'
import type { Quest } from './shapes'
import { unwrap } from './unwrap'

type Answer = { data?: components['schemas']['QuestResponse']; error?: unknown; response: Response }

/** A quest as an answer shows it, together with the entity tag that stands for its terms. */
export async function questOf(asked: Promise<Answer>): Promise<Quest> {
  const answer = await asked
  const quest = await unwrap(Promise.resolve(answer))
  return { ...quest, etag: answer.response.headers.get('etag') ?? undefined }
}
