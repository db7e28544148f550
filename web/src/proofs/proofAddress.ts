const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i

/** Where the proof of a quest is, by its id or any link to it; a link to another service names the place there. */
export type ProofAddress = { questId: string } | { elsewhere: string } | undefined

/** Reads what people paste: an id, or a link to quest, proof or file, with query and fragment. */
export function proofAddress(text: string): ProofAddress {
  const given = text.trim()
  const url = /^https?:\/\//i.test(given) && URL.canParse(given) ? new URL(given) : undefined
  const questId = uuid.exec(url === undefined ? given : url.pathname)?.[0].toLowerCase()
  if (questId === undefined) return undefined
  if (url === undefined || url.hostname === window.location.hostname) return { questId }
  return { elsewhere: `${url.origin}/api/v1/quests/${questId}/proof` }
}
