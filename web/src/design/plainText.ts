/** A member's text without its Markdown signs, for places that show only its beginning. */
export function plainText(text: string): string {
  return text.replace(/\*\*|`|^[-*] /gm, '').replace(/\s+/g, ' ')
}
