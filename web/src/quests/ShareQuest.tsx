import { ActionIcon, Button, Popover } from '@mantine/core'
import { IconQrcode, IconShare2, type TablerIcon } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useToast } from '../app/useToast'
import stack from '../design/Stack.module.css'

const QrCode = lazy(() => import('../design/QrCode').then((module) => ({ default: module.QrCode })))

type Props = {
  title: string
  /** What is shared, if not this page. */
  path?: string
  /** Only the signs, their words as labels: where the title of the page needs the room. */
  compact?: boolean
}

/** Passes the page on: by the device's own share sheet, by the clipboard, or as a code to scan. */
export function ShareQuest({ title, path, compact = false }: Props) {
  const { t } = useTranslation()
  const toast = useToast()
  const url = window.location.origin + (path ?? window.location.pathname)
  const share = async () => {
    if (navigator.share !== undefined) {
      await navigator.share({ title, url }).catch(() => undefined) // closed without choosing: nothing to say
      return
    }
    await navigator.clipboard.writeText(url)
    toast(t('quest.share.copied'))
  }
  return (
    <div className={stack.row} style={{ flexWrap: 'nowrap' }}>
      <Way icon={IconShare2} label={t('quest.share')} compact={compact} onClick={() => void share()} />
      <Popover position="bottom-end" shadow="md" radius="md" width={252} trapFocus>
        <Popover.Target>
          <Way icon={IconQrcode} label={t('quest.share.code')} compact={compact} />
        </Popover.Target>
        <Popover.Dropdown aria-label={t('quest.share.code')} tabIndex={-1} data-autofocus>
          <Suspense>
            <QrCode text={url} label={t('quest.share.code.label')} />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
    </div>
  )
}

type WayProps = { icon: TablerIcon; label: string; compact: boolean; onClick?: () => void }

/** One way to pass the page on. What else it is given comes from the popover it opens. */
function Way({ icon: Icon, label, compact, ...rest }: WayProps) {
  const sign = <Icon size={18} aria-hidden="true" />
  return compact ? (
    <ActionIcon variant="default" size={36} radius="xl" aria-label={label} title={label} {...rest}>
      {sign}
    </ActionIcon>
  ) : (
    <Button variant="default" leftSection={sign} {...rest}>
      {label}
    </Button>
  )
}
