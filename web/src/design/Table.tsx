import type { ReactNode } from 'react'
import classes from './Table.module.css'

export type Column<Row> = {
  head: string
  cell: (row: Row) => ReactNode
  /** The cells hold what people or machines wrote, of any length: they take the room that is left, and break anywhere. */
  free?: true
}

type Props<Row> = { columns: Column<Row>[]; rows: readonly Row[]; keyOf: (row: Row) => string | number }

/** Rows under heads; on a phone each row is a card, and each of its cells says its head. */
export function Table<Row>({ columns, rows, keyOf }: Props<Row>) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          {columns.map(({ head }) => (
            <th key={head}>{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ head, cell, free }) => (
              <td key={head} data-label={head} data-free={free}>
                <div>{cell(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
