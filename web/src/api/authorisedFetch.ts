import { ApiProblem } from './ApiProblem'
import { ApiUnreachable } from './ApiUnreachable'
import { takeFirstAnswer } from './firstAnswer'
import { heldWrites } from './heldWrites'
import { refreshSession, usableSession } from './refreshSession'

/** {@link fetchSignedIn}; what is written while the service is maintained waits until it is over. */
export async function authorisedFetch(request: Request): Promise<Response> {
  if (request.method === 'GET' || request.method === 'HEAD') return fetchSignedIn(request)
  let refusal: Response | undefined
  try {
    return await heldWrites.hold(async () => {
      const response = await fetchSignedIn(request.clone())
      refusal = response
      if (await isMaintained(response)) throw new ApiProblem({ code: 'maintenance' }, response.status)
      return response
    }, request.signal)
  } catch (cause) {
    // It lasts too long: the refusal is for whoever asked, as it came.
    if (cause instanceof ApiProblem && refusal !== undefined) return refusal
    throw cause
  }
}

async function isMaintained(response: Response): Promise<boolean> {
  if (response.status !== 503 || !response.headers.get('content-type')?.includes('json')) return false
  const body: unknown = await response.clone().json()
  return typeof body === 'object' && body !== null && 'code' in body && body.code === 'maintenance'
}

/**
 * `fetch` with the member's access token. Renews the token when its time is over, and once more when the API refuses it,
 * so that nobody notices the fifteen minutes it lives.
 */
async function fetchSignedIn(request: Request): Promise<Response> {
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
