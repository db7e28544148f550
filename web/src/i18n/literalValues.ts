import type { PostProcessorModule } from 'i18next'

// Noncharacters: no text of ours or of a member's holds them.
const brace = '\uFDD0'
const dollar = '\uFDD1'

/**
 * Keeps what is put into a sentence from being read as part of it. i18next fills in one value after the other, so that
 * a title like `{{day}}` would otherwise swallow the value that was meant for the sentence.
 */
export const literalValues: PostProcessorModule & { escape: (value: string) => string } = {
  type: 'postProcessor',
  name: 'literal-values',
  escape: (value) => String(value).replaceAll('{', brace).replaceAll('$', dollar),
  process: (value) =>
    typeof value === 'string' ? value.replaceAll(brace, '{').replaceAll(dollar, '$') : value,
}
