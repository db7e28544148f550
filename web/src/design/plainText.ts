/** A member's text without its Markdown signs, for places that show only its beginning; what is a list stays apart. */
export function plainText(text: string): string {
  return text
    .replace(/\*\*|`/g, '')
    .replace(/[.;,]?\n+[-*] +/g, ' · ')
    .replace(/^[-*] +/, '')
    .replace(/: · /g, ': ')
    .replace(/\s+/g, ' ')
    .trim()
}
