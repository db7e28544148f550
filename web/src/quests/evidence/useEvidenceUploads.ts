import { useCallback, useState } from 'react'
import type { EvidenceFile } from '../../api/shapes'
import { type PreparedEvidence, prepareEvidence } from './prepareEvidence'
import { uploadEvidence } from './uploadEvidence'

export type Upload = {
  /** Identifies the row; the file's hash is not known at first. */
  key: string
  name: string
  size: number
  /** `kept`: part of the last submission, and of the next one unless it is removed. */
  state: 'kept' | 'preparing' | 'ready' | 'uploading' | 'uploaded' | 'failed'
  percent: number
  evidence?: PreparedEvidence
  kept?: EvidenceFile
  error?: unknown
}

const shaOf = (upload: Upload) => upload.kept?.sha256 ?? upload.evidence?.sha256

const keptUpload = (kept: EvidenceFile): Upload => ({
  key: kept.sha256,
  name: '',
  size: kept.size,
  state: 'kept',
  percent: 100,
  kept,
})

/** The files chosen for one submission: each is cleaned and hashed, then uploaded, and stays in the list if that fails. */
export function useEvidenceUploads(questId: string, kept: EvidenceFile[] = []) {
  const [uploads, setUploads] = useState<Upload[]>(() => kept.map(keptUpload))
  const update = useCallback((key: string, change: Partial<Upload>) => {
    setUploads((all) => all.map((upload) => (upload.key === key ? { ...upload, ...change } : upload)))
  }, [])
  const send = useCallback(
    async (key: string, name: string, evidence: PreparedEvidence) => {
      update(key, { state: 'uploading', percent: 0, error: undefined })
      try {
        await uploadEvidence(questId, evidence, name, (percent) => update(key, { percent }))
        update(key, { state: 'uploaded', percent: 100 })
      } catch (error) {
        update(key, { state: 'failed', error })
      }
    },
    [questId, update],
  )
  const add = useCallback(
    async (files: File[]) => {
      for (const file of files) {
        const key = crypto.randomUUID()
        const { name, size } = file
        setUploads((all) => [...all, { key, name, size, state: 'preparing', percent: 0 }])
        let evidence: PreparedEvidence
        try {
          evidence = await prepareEvidence(file)
        } catch (error) {
          update(key, { state: 'failed', error }) // moved or changed since it was chosen
          continue
        }
        let twin = false
        setUploads((all) => {
          twin = all.some((upload) => upload.key !== key && shaOf(upload) === evidence.sha256)
          return twin
            ? all.filter((upload) => upload.key !== key)
            : all.map((upload) =>
                upload.key === key ? { ...upload, evidence, size: evidence.bytes.length } : upload,
              )
        })
        await send(key, name, evidence)
      }
    },
    [send, update],
  )
  const retry = useCallback(
    (upload: Upload) => {
      if (upload.evidence !== undefined) void send(upload.key, upload.name, upload.evidence)
    },
    [send],
  )
  const remove = useCallback(
    (key: string) => setUploads((all) => all.filter((upload) => upload.key !== key)),
    [],
  )
  return { uploads, add, retry, remove }
}
