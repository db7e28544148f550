import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../api/ApiProblem'
import { authorisedFetch } from '../api/authorisedFetch'
import { ErrorNotice } from '../app/ErrorNotice'
import { fetchPart } from '../app/fetchPart'
import { PartMissing } from '../app/PartMissing'
import { Button } from '../design/Button'
import { DualSeal } from '../design/DualSeal'
import { Panel } from '../design/Panel'
import { LeafTable } from './LeafTable'
import classes from './RebuildTree.module.css'

/** Fetches the tree, hashes it anew with OpenZeppelin's library and compares the root; then shows what is in it. */
export function RebuildTree({ root, quest }: { root: string; quest: string | undefined }) {
  const { t } = useTranslation()
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
          <div className={classes.moment} data-same={same}>
            <DualSeal creator={same} performer={same} sealed={same} size={64} label={t('batch.rebuild')} />
            <p role="status">
              <strong>{t(same ? 'batch.rebuild.same' : 'batch.rebuild.other')}</strong>
              <br />
              <code>{rebuild.data.root}</code>
            </p>
          </div>
          <LeafTable tree={rebuild.data} quest={quest} />
        </>
      )}
    </Panel>
  )
}
