import { HttpResponse } from 'msw'

/** A refusal as RFC 9457 writes it. */
export function problem(status: number, code: string, facts: Record<string, unknown> = {}) {
  const body = { type: `/docs/errors#${code}`, title: code, status, code, traceId: 'mock', ...facts }
  return HttpResponse.json(body, { status, headers: { 'content-type': 'application/problem+json' } })
}
