import type { LedgerItem } from '../api/shapes'

const columns = ['at', 'kind', 'amount', 'reason', 'questId'] as const

function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  // A leading =, +, - or @ would be run as a formula by spreadsheets; numbers are safe.
  const safe = typeof value === 'string' && /^[=+\-@]/.test(text) ? `'${text}` : text
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The ledger as comma-separated values (RFC 4180). */
export function ledgerCsv(items: LedgerItem[]): string {
  const rows = items.map((item) => columns.map((column) => cell(item[column])).join(','))
  return `${[columns.join(','), ...rows].join('\r\n')}\r\n`
}
