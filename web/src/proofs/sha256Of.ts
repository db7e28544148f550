/** `0x` + SHA-256 of the bytes, as evidence is named everywhere. */
export async function sha256Of(bytes: ArrayBuffer): Promise<`0x${string}`> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return `0x${Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
