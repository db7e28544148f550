import { useTranslation } from 'react-i18next'
import type { ServiceStatus } from '../api/shapes'
import { Facts } from '../design/Facts'
import { Pill } from '../design/Pill'
import stack from '../design/Stack.module.css'
import { useFormat } from '../i18n/useFormat'
import { useSpan } from './useSpan'

type Props = {
  status: ServiceStatus
  /** Whether these are figures from before the service fell silent. */
  silent: boolean
}

/** The parts of the service: what each promises, and how far it is from that. */
export function StatusFacts({ status, silent }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const span = useSpan()
  const { anchoring, indexing, maintenance } = status
  const state = (late: boolean) => (
    <Pill tone={late ? 'amber' : 'spruce'}>{t(late ? 'status.part.late' : 'status.part.well')}</Pill>
  )
  return (
    <Facts
      facts={[
        {
          term: t('status.api'),
          detail: (
            <Pill tone={silent ? 'brick' : 'spruce'}>
              {t(silent ? 'status.api.silent' : 'status.api.answers')}
            </Pill>
          ),
        },
        {
          term: t('status.anchoring'),
          detail: (
            <div className={stack.row}>
              {state(anchoring.status !== 'ok')}
              <span>
                {anchoring.oldestWaitingSeconds === null
                  ? t('status.anchoring.none', { promised: span(anchoring.promisedSeconds) })
                  : t('status.anchoring.oldest', {
                      age: span(anchoring.oldestWaitingSeconds),
                      promised: span(anchoring.promisedSeconds),
                    })}
              </span>
            </div>
          ),
        },
        {
          term: t('status.indexing'),
          detail: (
            <div className={stack.row}>
              {state(indexing.status !== 'ok')}
              <span>
                {indexing.blocksBehind === null
                  ? t('status.indexing.none')
                  : t('status.indexing.behind', { blocks: format.number(indexing.blocksBehind) })}
              </span>
            </div>
          ),
        },
        ...(maintenance === null
          ? []
          : [{ term: t('status.maintenance'), detail: <span dir="auto">{maintenance.reason}</span> }]),
      ]}
    />
  )
}
