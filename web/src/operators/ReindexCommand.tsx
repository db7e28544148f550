import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'
import { ErrorNotice } from '../app/ErrorNotice'
import { ConfirmButton } from '../design/ConfirmButton'
import stack from '../design/Stack.module.css'
import { useCommand } from './useCommand'

/** Has the indexer read all final blocks again: after a restored backup, or when somebody doubts the rows. */
export function ReindexCommand() {
  const { t } = useTranslation()
  const reindex = useCommand(() => unwrap(client.POST('/api/v1/operator/indexer/reindex', { body: {} })))
  return (
    <div className={stack.row}>
      <ConfirmButton
        label={t('operator.command.reindex')}
        question={t('operator.command.reindex.sure')}
        pending={reindex.isPending}
        onConfirm={() => reindex.mutate(undefined)}
      />
      {reindex.isError && <ErrorNotice error={reindex.error} />}
    </div>
  )
}
