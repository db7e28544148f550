import { ApiProblem } from './ApiProblem'
import type { Whole } from './Whole'

type Answer<T> = { data?: T; error?: unknown; response: Response }

/** The body of a successful answer; throws {@link ApiProblem} for every other. */
export async function unwrap<T>(answer: Promise<Answer<T>>): Promise<Whole<T>> {
  const { data, error, response } = await answer
  if (response.ok) return data as Whole<T> // 204 has no body, and T is then undefined
  const document = typeof error === 'object' && error !== null ? error : {}
  throw new ApiProblem(document, response.status)
}
