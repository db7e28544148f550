import { ApiProblem } from '../../api/ApiProblem'
import { ApiUnreachable } from '../../api/ApiUnreachable'
import { heldWrites } from '../../api/heldWrites'
import { pause } from '../../api/pause'
import { refreshSession, usableSession } from '../../api/refreshSession'
import type { EvidenceFile, Session } from '../../api/shapes'
import type { PreparedEvidence } from './prepareEvidence'

type Options = {
  /** Called with 0–100. */
  onProgress: (percent: number) => void
  /** Ends the upload. */
  signal: AbortSignal
}

const mostTries = 8
const longestWait = 60

/**
 * Uploads one prepared file. The service takes few uploads at a time and says when to come back; this waits and comes
 * back, so that nobody has to press a button because others upload too.
 */
export async function uploadEvidence(
  questId: string,
  evidence: PreparedEvidence,
  name: string,
  options: Options,
): Promise<EvidenceFile> {
  for (let round = 1; ; round++) {
    try {
      return await heldWrites.hold(() => sendSignedIn(questId, evidence, name, options), options.signal)
    } catch (cause) {
      const wait = cause instanceof ApiProblem ? waitFor(cause) : undefined
      if (wait === undefined || round === mostTries) throw cause
      await pause(wait * 1000 * (1 + Math.random() / 2), options.signal)
    }
  }
}

/** Seconds until the next try; undefined when trying again does not help. */
function waitFor(problem: ApiProblem): number | undefined {
  const seconds = Number(problem.facts.retryAfter)
  const passes = problem.code === 'rate-limited' || problem.code === 'unavailable'
  return passes && seconds > 0 && seconds <= longestWait ? seconds : undefined
}

async function sendSignedIn(questId: string, evidence: PreparedEvidence, name: string, options: Options) {
  const session = await usableSession()
  try {
    return await send(questId, evidence, name, options, session)
  } catch (cause) {
    if (session === null || !(cause instanceof ApiProblem) || cause.status !== 401) throw cause
    const renewed = await refreshSession(session.accessToken)
    if (renewed === null) throw cause
    return send(questId, evidence, name, options, renewed)
  }
}

/** XMLHttpRequest, because `fetch` does not report how far an upload is. */
function send(
  questId: string,
  evidence: PreparedEvidence,
  name: string,
  { onProgress, signal }: Options,
  session: Session | null,
): Promise<EvidenceFile> {
  const form = new FormData()
  form.append('file', new Blob([evidence.bytes], { type: evidence.mediaType }), name)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/v1/quests/${questId}/evidence`)
    if (session !== null) request.setRequestHeader('authorization', `Bearer ${session.accessToken}`)
    request.responseType = 'json'
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(Math.round((event.loaded / event.total) * 100))
    }
    request.onerror = () => reject(new ApiUnreachable('upload'))
    request.onabort = () => reject(signal.reason)
    request.onload = () => {
      const body = request.response as Record<string, unknown> | null
      if (request.status === 200 || request.status === 201) resolve(body as unknown as EvidenceFile)
      else reject(new ApiProblem({ ...body, ...retryAfter(request) } as object, request.status))
    }
    signal.addEventListener('abort', () => request.abort())
    request.send(form)
  })
}

function retryAfter(request: XMLHttpRequest) {
  const header = request.getResponseHeader('retry-after')
  return header === null ? {} : { retryAfter: Number(header) }
}
