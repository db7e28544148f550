import type { ReactNode } from 'react'
import classes from './Facts.module.css'

export type Fact = { term: string; detail: ReactNode }

/** Name and value pairs, side by side on wide screens and stacked on a phone. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map((fact) => (
        <div key={fact.term} className={classes.fact}>
          <dt>{fact.term}</dt>
          <dd>{fact.detail}</dd>
        </div>
      ))}
    </dl>
  )
}
