/** Whether a text is written like an address; its checksum is not looked at. */
export const isAddress = (text: string): text is `0x${string}` => /^0x[0-9a-fA-F]{40}$/.test(text)
