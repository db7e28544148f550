import { IconDownload, IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../design/Button'
import { download } from '../design/download'
import stack from '../design/Stack.module.css'

const mediaType = 'application/vnd.civicforge.proof+json'

/** Take the file along, or print the page. */
export function ProofFileActions({ file, questId }: { file: Uint8Array; questId: string }) {
  const { t } = useTranslation()
  return (
    <div className={stack.row} data-no-print>
      <Button
        leftSection={<IconDownload size={18} aria-hidden="true" />}
        onClick={() =>
          download(new Blob([new Uint8Array(file)], { type: mediaType }), `civicforge-proof-${questId}.json`)
        }
      >
        {t('proof.download')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconPrinter size={18} aria-hidden="true" />}
        onClick={() => window.print()}
      >
        {t('proof.print')}
      </Button>
    </div>
  )
}
