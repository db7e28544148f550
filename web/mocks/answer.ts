import { getResponse } from 'msw'
import { makeHandlers } from './handlers'

const handlers = makeHandlers()

/** The mock service's answer, or undefined for an address it does not know. */
export function answer(request: Request): Promise<Response | undefined> {
  return getResponse(handlers, request)
}
