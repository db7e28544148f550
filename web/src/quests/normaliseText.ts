// Protocol §3: control and private characters, line and paragraph separators, bidi controls, tags, byte order mark.
const forbiddenInLine =
  /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu
const forbiddenInText =
  /[\p{Cs}\p{Co}\p{Cn}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]|(?!\n)\p{Cc}/gu

/** A title as it will be signed: one line, NFC, single spaces, none at the ends. */
export function normaliseLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\r\n\t]+/g, ' ')
    .replace(forbiddenInLine, '')
    .replace(/\p{Zs}{2,}/gu, ' ')
    .trim()
}

/** A longer text as it will be hashed: NFC, `\n` line ends, without characters that could change how it reads. */
export function normaliseText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replaceAll('\t', '  ').normalize('NFC').replace(forbiddenInText, '')
}

/** Length in code points, as every limit counts it. */
export function lengthOf(text: string): number {
  return [...text].length
}

/** How much of a title's limit is used: it may have so many code points, and twice as many bytes of UTF-8. */
export function titleLength(text: string): number {
  return Math.max(lengthOf(text), Math.ceil(new TextEncoder().encode(text).length / 2))
}
