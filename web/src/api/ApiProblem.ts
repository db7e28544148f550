type Document = {
  title: string
  code: string
  detail: string
  traceId: string
  errors: Record<string, string[]>
}

/**
 * A refusal by the API (RFC 9457). `code` is stable and is what the app decides on; `facts` are the members that
 * belong to that code, for example `have` and `need` of `not-enough-creation-points`.
 */
export class ApiProblem extends Error {
  readonly code: string
  readonly status: number
  readonly detail: string | undefined
  readonly traceId: string | undefined
  readonly fieldErrors: Record<string, string[]>
  readonly facts: Record<string, unknown>

  constructor(document: Partial<Document>, status: number) {
    super(document.title ?? `HTTP ${status}`)
    this.name = 'ApiProblem'
    this.code = document.code ?? 'internal'
    this.status = status
    this.detail = document.detail ?? undefined
    this.traceId = document.traceId ?? undefined
    this.fieldErrors = document.errors ?? {}
    this.facts = { ...document }
  }
}
