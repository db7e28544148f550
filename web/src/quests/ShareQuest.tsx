import { Button } from '@mantine/core'
import { IconQrcode, IconShare2 } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useToast } from '../app/useToast'
import stack from '../design/Stack.module.css'

const QrCode = lazy(() => import('../design/QrCode').then((module) => ({ default: module.QrCode })))

/** Passes the page on: by the device's own share sheet, by the clipboard, or as a code to scan. */
export function ShareQuest({ title }: { title: string }) {
  const { t } = useTranslation()
  const toast = useToast()
  const [code, setCode] = useState(false)
  const share = async () => {
    const url = window.location.href
    if (navigator.share !== undefined) {
      await navigator.share({ title, url }).catch(() => undefined) // closed without choosing: nothing to say
      return
    }
    await navigator.clipboard.writeText(url)
    toast(t('quest.share.copied'))
  }
  return (
    <div className={stack.column}>
      <div className={stack.row}>
        <Button
          variant="default"
          leftSection={<IconShare2 size={18} aria-hidden="true" />}
          onClick={() => void share()}
        >
          {t('quest.share')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconQrcode size={18} aria-hidden="true" />}
          aria-expanded={code}
          onClick={() => setCode(!code)}
        >
          {t('quest.share.code')}
        </Button>
      </div>
      {code && (
        <Suspense>
          <QrCode text={window.location.href} label={t('quest.share.code.label')} />
        </Suspense>
      )}
    </div>
  )
}
