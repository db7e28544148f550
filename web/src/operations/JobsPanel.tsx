import { useTranslation } from 'react-i18next'
import type { AnchoringOverview } from '../api/shapes'
import { Panel } from '../design/Panel'
import { Pill, type Tone } from '../design/Pill'
import stack from '../design/Stack.module.css'
import table from '../design/Table.module.css'
import { useFormat } from '../i18n/useFormat'

const words = {
  commands: 'operator.jobs.commands',
  seal: 'operator.jobs.seal',
  track: 'operator.jobs.track',
  submit: 'operator.jobs.submit',
  balance: 'operator.jobs.balance',
  relay: 'operator.jobs.relay',
  recheck: 'operator.jobs.recheck',
  'expire-quests': 'operator.jobs.expire-quests',
  'clear-expired': 'operator.jobs.clear-expired',
  'self-dealing': 'operator.jobs.self-dealing',
} as const
const isKnown = (name: string): name is keyof typeof words => Object.hasOwn(words, name)

const states: Record<string, { tone: Tone; word: 'ok' | 'waiting' | 'failing' }> = {
  ok: { tone: 'spruce', word: 'ok' },
  waiting: { tone: 'amber', word: 'waiting' },
  failing: { tone: 'brick', word: 'failing' },
}

/** Each job by itself: what one could do says nothing about another. */
export function JobsPanel({ jobs }: Pick<AnchoringOverview, 'jobs'>) {
  const { t } = useTranslation()
  const format = useFormat()
  if (jobs.length === 0) return null
  return (
    <Panel title={t('operator.jobs')} labelledBy="jobs">
      <table className={table.table}>
        <thead>
          <tr>
            <th>{t('operator.job')}</th>
            <th>{t('operator.state')}</th>
            <th>{t('operator.jobs.success')}</th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => {
            const state = states[job.status] ?? { tone: 'neutral', word: 'waiting' }
            return (
              <tr key={job.name}>
                <td data-label={t('operator.job')}>
                  {isKnown(job.name) ? t(words[job.name]) : job.name}
                  {job.reason !== null && <div className={`${stack.soft} ${stack.small}`}>{job.reason}</div>}
                </td>
                <td data-label={t('operator.state')}>
                  <Pill tone={state.tone}>{t(`operator.jobs.is.${state.word}`)}</Pill>
                </td>
                <td data-label={t('operator.jobs.success')}>
                  {job.lastSucceededAt === null ? '–' : format.ago(job.lastSucceededAt)}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Panel>
  )
}
