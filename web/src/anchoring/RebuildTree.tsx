import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../api/ApiProblem'
import { authorisedFetch } from '../api/authorisedFetch'
import { ErrorNotice } from '../app/ErrorNotice'
import { fetchPart } from '../app/fetchPart'
import { PartMissing } from '../app/PartMissing'
import { Panel } from '../design/Panel'
import table from '../design/Table.module.css'
import { useFormat } from '../i18n/useFormat'
import { shortAddress } from '../members/shortAddress'

const shown = 50

/** Fetches the tree, hashes it anew with OpenZeppelin's library and compares the root; then lists what is in it. */
export function RebuildTree({ root }: { root: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const rebuild = useMutation({
    mutationFn: async () => {
      const response = await authorisedFetch(
        new Request(`${window.location.origin}/api/v1/batches/${root}/tree`),
      )
      if (!response.ok) throw new ApiProblem(await response.json().catch(() => ({})), response.status)
      const { rebuildTree } = await fetchPart(() => import('./rebuildTree')).catch((cause: unknown) => {
        throw new PartMissing(cause)
      })
      return rebuildTree(await response.json())
    },
  })
  const same = rebuild.data?.root === root
  return (
    <Panel title={t('batch.rebuild')} labelledBy="rebuild">
      <p>{t('batch.rebuild.text')}</p>
      <Button
        style={{ alignSelf: 'flex-start' }}
        loading={rebuild.isPending}
        onClick={() => rebuild.mutate()}
      >
        {t('batch.rebuild.action')}
      </Button>
      {rebuild.isError && <ErrorNotice error={rebuild.error} />}
      {rebuild.data !== undefined && (
        <>
          <p role="status">
            <strong>{t(same ? 'batch.rebuild.same' : 'batch.rebuild.other')}</strong>
          </p>
          <table className={table.table}>
            <thead>
              <tr>
                <th>{t('batch.leaf.quest')}</th>
                <th>{t('batch.leaf.creator')}</th>
                <th>{t('batch.leaf.performer')}</th>
                <th>{t('batch.leaf.completed')}</th>
              </tr>
            </thead>
            <tbody>
              {rebuild.data.leaves.slice(0, shown).map((leaf, place) => (
                <tr key={`${leaf.questId}-${place}`}>
                  <td data-label={t('batch.leaf.quest')}>
                    <Link to="/proofs/$questId" params={{ questId: leaf.questId }}>
                      <code>{leaf.questId.slice(0, 13)}…</code>
                    </Link>
                  </td>
                  <td data-label={t('batch.leaf.creator')}>
                    <code>{shortAddress(leaf.creator)}</code>
                  </td>
                  <td data-label={t('batch.leaf.performer')}>
                    <code>{shortAddress(leaf.performer)}</code>
                  </td>
                  <td data-label={t('batch.leaf.completed')}>{format.moment(leaf.completedAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {rebuild.data.leaves.length > shown && (
            <p>{t('batch.leaf.more', { shown, all: format.number(rebuild.data.leaves.length) })}</p>
          )}
        </>
      )}
    </Panel>
  )
}
