import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Measure } from '../api/shapes'
import { Panel } from '../design/Panel'
import { useFormat } from '../i18n/useFormat'
import { type Bar, Bars } from './Bars'
import { gweiOf } from './gweiOf'
import { measuresQuery } from './measuresQuery'

/** The last day in pieces of two hours: what waited, how long it took, and what it cost. */
export function MeasuresPanel() {
  const { t } = useTranslation()
  const format = useFormat()
  const pieces = useQuery(measuresQuery).data?.items ?? []
  if (pieces.every((piece) => piece.completed === 0 && piece.final === 0 && piece.waiting === 0)) return null
  const barsOf = (
    value: (piece: Measure) => number | null,
    text: (value: number, piece: Measure) => string,
  ) =>
    pieces.map((piece): Bar => {
      const number = value(piece)
      return {
        key: piece.at,
        label: format.hour(piece.at),
        value: number ?? 0,
        text: number === null ? '–' : text(number, piece),
      }
    })
  const charts = [
    {
      title: t('operator.measures.waiting'),
      bars: barsOf((piece) => piece.waiting, format.compact),
    },
    {
      title: t('operator.measures.seconds'),
      bars: barsOf(
        (piece) => piece.secondsP50,
        (p50, piece) => `${format.compact(p50)} / ${format.compact(piece.secondsP95 ?? p50)}`,
      ),
    },
    {
      title: t('operator.measures.cost'),
      bars: barsOf((piece) => (piece.weiPerPair === null ? null : gweiOf(piece.weiPerPair)), format.compact),
    },
  ]
  return charts.map(({ title, bars }) => (
    <Panel key={title} title={title}>
      <Bars label={title} slots={12} bars={bars} />
    </Panel>
  ))
}
