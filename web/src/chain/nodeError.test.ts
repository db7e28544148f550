import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { classifyNodeError, classifyStatus, isRetryable } from './nodeError'

type Row = {
  name: string
  httpStatus: number
  code?: number | null
  message?: string
  data?: unknown
  body?: string
  class: string
  retryable: boolean
}
const file = resolve(process.cwd(), '../tests/vectors/node-errors.json')
const { rows } = JSON.parse(readFileSync(file, 'utf8')) as { rows: Row[] }

it.each(rows)('$name is $class', ({ httpStatus, code, message, data, body, ...row }) => {
  const kind =
    body === undefined ? classifyNodeError(httpStatus, { code, message, data }) : classifyStatus(httpStatus)
  expect(kind).toBe(row.class)
  expect(isRetryable(kind)).toBe(row.retryable)
})
