import { ApiProblem } from '../../api/ApiProblem'
import { ApiUnreachable } from '../../api/ApiUnreachable'
import { refreshSession, usableSession } from '../../api/refreshSession'
import type { EvidenceFile, Session } from '../../api/shapes'
import type { PreparedEvidence } from './prepareEvidence'

/**
 * Uploads one prepared file. XMLHttpRequest, because `fetch` does not report how far an upload is.
 * @param onProgress called with 0–100
 */
export async function uploadEvidence(
  questId: string,
  evidence: PreparedEvidence,
  name: string,
  onProgress: (percent: number) => void,
): Promise<EvidenceFile> {
  const session = await usableSession()
  try {
    return await send(questId, evidence, name, onProgress, session)
  } catch (cause) {
    if (session === null || !(cause instanceof ApiProblem) || cause.status !== 401) throw cause
    const renewed = await refreshSession(session.accessToken)
    if (renewed === null) throw cause
    return send(questId, evidence, name, onProgress, renewed)
  }
}

function send(
  questId: string,
  evidence: PreparedEvidence,
  name: string,
  onProgress: (percent: number) => void,
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
    request.onload = () => {
      const body = request.response as Record<string, unknown> | null
      if (request.status === 200 || request.status === 201) resolve(body as unknown as EvidenceFile)
      else reject(new ApiProblem(body ?? {}, request.status))
    }
    request.send(form)
  })
}
