import { ApiUnreachable } from './ApiUnreachable'
import { takeFirstAnswer } from './firstAnswer'
import { refreshSession, usableSession } from './refreshSession'

/**
 * `fetch` with the member's access token. Renews the token when its time is over, and once more when the API refuses it,
 * so that nobody notices the fifteen minutes it lives.
 */
export async function authorisedFetch(request: Request): Promise<Response> {
  const session = await usableSession()
  if (session === null) return takeFirstAnswer(request)?.catch(() => send(request)) ?? send(request)
  const retry = request.clone()
  const response = await send(withToken(request, session.accessToken))
  if (response.status !== 401) return response
  const renewed = await refreshSession(session.accessToken)
  return renewed === null ? response : send(withToken(retry, renewed.accessToken))
}

function withToken(request: Request, token: string): Request {
  request.headers.set('authorization', `Bearer ${token}`)
  return request
}

async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiUnreachable(cause)
  }
}
