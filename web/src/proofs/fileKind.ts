/** What somebody chose who has mistaken another file for a proof. */
export type FileKind =
  | 'empty'
  | 'utf-16'
  | 'picture'
  | 'pdf'
  | 'archive'
  | 'timestamp'
  | 'page'
  | 'receipt'
  | 'credential'
  | 'attestation'
  | 'json'
  | 'unknown'

const starts: [FileKind, ...number[]][] = [
  ['utf-16', 0xff, 0xfe],
  ['utf-16', 0xfe, 0xff],
  ['picture', 0xff, 0xd8, 0xff],
  ['picture', 0x89, 0x50, 0x4e, 0x47],
  ['picture', 0x52, 0x49, 0x46, 0x46],
  ['picture', 0x47, 0x49, 0x46, 0x38],
  ['pdf', 0x25, 0x50, 0x44, 0x46],
  ['archive', 0x50, 0x4b, 0x03, 0x04],
  ['timestamp', 0x00, 0x4f, 0x70, 0x65, 0x6e],
]

/** Undefined when the file says that it is a CivicForge proof: then it is for the verification to judge. */
export function fileKind(file: Uint8Array): FileKind | undefined {
  if (file.length === 0) return 'empty'
  const start = starts.find(([, ...bytes]) => bytes.every((byte, index) => file[index] === byte))
  if (start !== undefined) return start[0]
  const text = new TextDecoder().decode(file)
  const first = text.trimStart()[0]
  if (first === '{' && text.includes('"civicforge.proof/')) return undefined
  return first === '<' ? 'page' : kindOfJson(text)
}

function kindOfJson(text: string): FileKind {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return 'unknown'
  }
  if (typeof json !== 'object' || json === null) return 'json'
  if ('completionReceipt' in json || ('receipt' in json && !('merkle' in json)) || 'anchorBy' in json)
    return 'receipt'
  if ('@context' in json) return 'credential'
  return ('sig' in json && 'signer' in json) || 'uid' in json ? 'attestation' : 'json'
}
