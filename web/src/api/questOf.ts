import type { components } from './schema'
import type { Quest } from './shapes'
import { unwrap } from './unwrap'

type Body = components['schemas']['QuestResponse'] | { requested: boolean }
type Answer = { data?: Body; error?: unknown; response: Response }

/** A quest as an answer shows it, together with the entity tag that stands for its terms. */
export async function questOf(asked: Promise<Answer>): Promise<Quest> {
  const answer = await asked
  const body = await unwrap(Promise.resolve(answer))
  // Only a private quest is asked for instead of taken, and that is asked elsewhere.
  if (!('id' in body)) throw new TypeError('The answer holds no quest.')
  return { ...body, etag: answer.response.headers.get('etag') ?? undefined }
}
