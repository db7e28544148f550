import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/useFormat'

/** What a batch is called: its number on the chain, once it has one. */
export function useBatchName() {
  const { t } = useTranslation()
  const format = useFormat()
  return (batchId: number | null) => (batchId === null ? t('batch.unnumbered') : `#${format.number(batchId)}`)
}
