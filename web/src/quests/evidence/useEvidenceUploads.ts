import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiProblem } from '../../api/ApiProblem'
import { client } from '../../api/client'
import type { EvidenceFile } from '../../api/shapes'
import { unwrap } from '../../api/unwrap'
import type { EvidenceLimits, PreparedEvidence } from './prepareEvidence'
import { uploadEvidence } from './uploadEvidence'

export type Upload = {
  /** Identifies the row; the file's hash is not known at first. */
  key: string
  name: string
  size: number
  /** `kept`: part of the last submission, and of the next one unless it is removed. */
  state: 'kept' | 'preparing' | 'ready' | 'uploading' | 'uploaded' | 'failed' | 'removing'
  percent: number
  evidence?: PreparedEvidence
  kept?: EvidenceFile
  /** Uploaded by another page, or by this one before it was loaded again. */
  earlier?: EvidenceFile
  error?: unknown
}

/** As it enters the work hash; undefined while the file is being prepared. */
export const shaOf = (upload: Upload) => (upload.kept ?? upload.earlier ?? upload.evidence)?.sha256

const keptUpload = (kept: EvidenceFile): Upload => ({
  key: kept.sha256,
  name: '',
  size: kept.size,
  state: 'kept',
  percent: 100,
  kept,
})

const earlierUpload = (earlier: EvidenceFile): Upload => ({
  key: earlier.sha256,
  name: '',
  size: earlier.size,
  state: 'uploaded',
  percent: 100,
  earlier,
})

// What the server says of a picture that it does not know to the last byte: drawn anew it has no such byte.
const redrawn = new Set(['evidence-not-accounted', 'evidence-has-location', 'picture-too-large'])

/** The files chosen for one submission: each is cleaned and hashed, then uploaded, and stays in the list if that fails. */
export function useEvidenceUploads(questId: string, limits: EvidenceLimits, kept: EvidenceFile[] = []) {
  const [uploads, setUploads] = useState<Upload[]>(() => kept.map(keptUpload))
  const files = useRef(new Map<string, { file: File; stop: AbortController }>())
  const earlier = useQuery({
    queryKey: ['uploads', questId],
    queryFn: () => unwrap(client.GET('/api/v1/quests/{id}/evidence', { params: { path: { id: questId } } })),
    refetchOnWindowFocus: false,
    gcTime: 0,
  }).data?.items
  useEffect(() => {
    if (earlier === undefined) return
    setUploads((all) => {
      const known = new Set(all.map(shaOf))
      return [...earlier.filter((file) => !known.has(file.sha256)).map(earlierUpload), ...all]
    })
  }, [earlier])
  const update = useCallback((key: string, change: Partial<Upload>) => {
    setUploads((all) => all.map((upload) => (upload.key === key ? { ...upload, ...change } : upload)))
  }, [])
  const drop = useCallback((key: string) => {
    files.current.delete(key)
    setUploads((all) => all.filter((upload) => upload.key !== key))
  }, [])
  const prepare = useCallback(
    async (key: string, redraw: boolean) => {
      const chosen = files.current.get(key)
      if (chosen === undefined) throw new DOMException('removed', 'AbortError')
      const { prepareEvidence } = await import('./prepareEvidence')
      const evidence = await prepareEvidence(chosen.file, limits, redraw)
      update(key, { evidence, size: evidence.bytes.length })
      return evidence
    },
    [limits, update],
  )
  const send = useCallback(
    async (key: string, name: string, evidence: PreparedEvidence) => {
      const stop = files.current.get(key)?.stop
      if (stop === undefined) return
      update(key, { state: 'uploading', percent: 0, error: undefined })
      const upload = (prepared: PreparedEvidence) =>
        uploadEvidence(questId, prepared, name, {
          onProgress: (percent) => update(key, { percent }),
          signal: stop.signal,
        })
      try {
        try {
          await upload(evidence)
        } catch (cause) {
          const isPicture = evidence.mediaType.startsWith('image/')
          if (!isPicture || !(cause instanceof ApiProblem) || !redrawn.has(cause.code)) throw cause
          await upload(await prepare(key, true))
        }
        update(key, { state: 'uploaded', percent: 100 })
      } catch (error) {
        update(key, { state: 'failed', error })
      }
    },
    [questId, update, prepare],
  )
  const add = useCallback(
    async (chosen: File[]) => {
      const rows = chosen.map((file) => ({ key: crypto.randomUUID(), file }))
      for (const { key, file } of rows) {
        files.current.set(key, { file, stop: new AbortController() })
        setUploads((all) => [
          ...all,
          { key, name: file.name, size: file.size, state: 'preparing', percent: 0 },
        ])
      }
      for (const { key, file } of rows) {
        let evidence: PreparedEvidence
        try {
          evidence = await prepare(key, false)
        } catch (error) {
          update(key, { state: 'failed', error }) // not taken; or moved or changed since it was chosen
          continue
        }
        let isTwin = false
        setUploads((all) => {
          isTwin = all.some((upload) => upload.key !== key && shaOf(upload) === evidence.sha256)
          return isTwin ? all.filter((upload) => upload.key !== key) : all
        })
        await send(key, file.name, evidence)
      }
    },
    [prepare, send, update],
  )
  const retry = useCallback(
    (upload: Upload) => {
      if (upload.evidence !== undefined) void send(upload.key, upload.name, upload.evidence)
    },
    [send],
  )
  const remove = useCallback(
    async (upload: Upload) => {
      files.current.get(upload.key)?.stop.abort(new DOMException('removed', 'AbortError'))
      const sha256 = (upload.earlier ?? upload.evidence)?.sha256
      if (sha256 === undefined || upload.state === 'failed') return drop(upload.key)
      update(upload.key, { state: 'removing', error: undefined })
      try {
        const path = { id: questId, sha256 }
        await unwrap(client.DELETE('/api/v1/quests/{id}/evidence/{sha256}', { params: { path } }))
        drop(upload.key)
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 404) drop(upload.key)
        else update(upload.key, { state: upload.state, error })
      }
    },
    [questId, drop, update],
  )
  return { uploads, add, retry, remove }
}
