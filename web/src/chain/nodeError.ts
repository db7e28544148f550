import table from '../../../src/CivicForge.Chain/Rpc/NodeErrorRules.json'

/** What a node's error means: the classes that every process of CivicForge knows. */
export type NodeErrorClass =
  | 'revert'
  | 'missing-state'
  | 'not-found'
  | 'overloaded'
  | 'rate-limited'
  | 'range-too-large'
  | 'syncing'
  | 'unsupported-parameter'
  | 'auth'
  | 'malformed'
  | 'other'

type Rule = { class: string; codes?: number[]; statuses?: number[]; words?: string }
type Compiled = { class: NodeErrorClass; codes?: number[]; statuses?: number[]; words?: RegExp }

const rules = (table.rules as Rule[]).map(
  ({ words, ...rule }): Compiled => ({
    ...(rule as Compiled),
    ...(words !== undefined && { words: new RegExp(words, 'i') }),
  }),
)
const retryable = new Set(table.retryable)
/** A longer message says nothing more. */
const maxText = 2000

/** Whether the same question may be answered later, or by another node. */
export const isRetryable = (kind: NodeErrorClass): boolean => retryable.has(kind)

/** The meaning of a JSON-RPC error; `status` is that of the HTTP answer that carried it. */
export function classifyNodeError(status: number, error: unknown): NodeErrorClass {
  const { code, message, data } = parts(error)
  const text = [message, wordsOf(data)]
    .filter((part) => part !== undefined)
    .join(', ')
    .slice(0, maxText)
  const fits = (rule: Compiled) =>
    (rule.codes?.includes(code ?? Number.NaN) ?? true) &&
    (rule.statuses?.includes(status) ?? true) &&
    (rule.words?.test(text) ?? true)
  return rules.find(fits)?.class ?? 'other'
}

/** The meaning of an answer that carries no JSON-RPC at all. */
export function classifyStatus(status: number): NodeErrorClass {
  const alone = rules.filter((rule) => rule.codes === undefined && rule.words === undefined)
  return alone.find((rule) => rule.statuses?.includes(status))?.class ?? 'malformed'
}

function parts(error: unknown): { code?: number; message: string; data?: unknown } {
  if (typeof error === 'string') return { message: error }
  const { code, message, data } = error as { code?: unknown; message?: unknown; data?: unknown }
  const number = typeof code === 'string' && /^-?\d+$/.test(code) ? Number(code) : code
  return {
    ...(typeof number === 'number' && { code: number }),
    message: typeof message === 'string' ? message : 'an error without a message',
    data,
  }
}

/** Words in the data member; hex alone says nothing about the kind. */
function wordsOf(data: unknown): string | undefined {
  const { data: inner, message } = (typeof data === 'object' && data !== null ? data : {}) as Record<
    string,
    unknown
  >
  const text = [data, inner, message].find((part) => typeof part === 'string') as string | undefined
  return text === undefined || /^0x([0-9a-f]{2})*$/i.test(text) ? undefined : text
}
