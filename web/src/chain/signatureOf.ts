/** What a wallet answered, as it goes on the wire: some write hex in upper case, and the bytes are the same. */
export const signatureOf = (answer: unknown): string => String(answer).trim().toLowerCase()
