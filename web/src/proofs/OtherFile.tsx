import { useTranslation } from 'react-i18next'
import { Button } from '../design/Button'
import { Panel } from '../design/Panel'
import type { FileKind } from './fileKind'

/** What to do with a file that is not a proof. */
export function OtherFile({ kind, onAgain }: { kind: FileKind; onAgain: () => void }) {
  const { t } = useTranslation()
  return (
    <Panel tone="amber" title={t('verify.other')} labelledBy="other-file">
      <p role="status">{t(`verify.other.${kind}`)}</p>
      <Button style={{ alignSelf: 'flex-start' }} onClick={onAgain}>
        {t(kind === 'picture' ? 'verify.other.compare' : 'verify.choose')}
      </Button>
    </Panel>
  )
}
