import { useTranslation } from 'react-i18next'
import type { IndexerStatus } from '../api/shapes'
import { Facts } from '../design/Facts'
import { Panel } from '../design/Panel'
import { useFormat } from '../i18n/useFormat'

/** Where node and database were found to differ: a person decides. */
export function FindingsPanel({ findings }: Pick<IndexerStatus, 'findings'>) {
  const { t } = useTranslation()
  const format = useFormat()
  if (findings.length === 0) return null
  return (
    <Panel tone="brick" title={t('operator.findings')} labelledBy="findings">
      <Facts
        facts={findings.map((finding) => ({
          term: `${finding.kind} · ${format.moment(finding.foundAt)}`,
          detail: finding.detail,
        }))}
      />
    </Panel>
  )
}
