import { useTranslation } from 'react-i18next'
import type { AnchoringOverview } from '../api/shapes'
import { Panel } from '../design/Panel'
import { Pill, type Tone } from '../design/Pill'
import stack from '../design/Stack.module.css'
import { Table } from '../design/Table'
import { useFormat } from '../i18n/useFormat'

const words = {
  commands: 'operator.jobs.commands',
  seal: 'operator.jobs.seal',
  track: 'operator.jobs.track',
  submit: 'operator.jobs.submit',
  balance: 'operator.jobs.balance',
  relay: 'operator.jobs.relay',
  recheck: 'operator.jobs.recheck',
  signer: 'operator.jobs.signer',
  'expire-quests': 'operator.jobs.expire-quests',
  'clear-expired': 'operator.jobs.clear-expired',
  'clear-evidence': 'operator.jobs.clear-evidence',
  'clear-sessions': 'operator.jobs.clear-sessions',
  'count-alarms': 'operator.jobs.count-alarms',
  'watch-backups': 'operator.jobs.watch-backups',
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
      <Table
        rows={jobs}
        keyOf={({ name }) => name}
        columns={[
          {
            head: t('operator.job'),
            free: true,
            cell: ({ name, reason }) => (
              <>
                {isKnown(name) ? t(words[name]) : name}
                {reason !== null && <div className={`${stack.soft} ${stack.small}`}>{reason}</div>}
              </>
            ),
          },
          {
            head: t('operator.state'),
            cell: ({ status }) => {
              const { tone, word } = states[status] ?? { tone: 'neutral', word: 'waiting' }
              return <Pill tone={tone}>{t(`operator.jobs.is.${word}`)}</Pill>
            },
          },
          {
            head: t('operator.jobs.success'),
            cell: ({ lastSucceededAt }) => (lastSucceededAt === null ? '–' : format.ago(lastSucceededAt)),
          },
        ]}
      />
    </Panel>
  )
}
