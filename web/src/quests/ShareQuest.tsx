import { IconQrcode, IconShare2, type TablerIcon } from '@tabler/icons-react'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { lazyPart } from '../app/lazyPart'
import { useToast } from '../app/useToast'
import { Boundary } from '../design/Boundary'
import { Button } from '../design/Button'
import { Hint } from '../design/Hint'
import { PlainButton } from '../design/PlainButton'
import stack from '../design/Stack.module.css'
import classes from './ShareQuest.module.css'

const QrCode = lazyPart(() => import('../design/QrCode'), 'QrCode')

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
      <Hint
        label={t('quest.share.code')}
        target={({ popoverTarget }) => (
          <Way
            icon={IconQrcode}
            label={t('quest.share.code')}
            compact={compact}
            popoverTarget={popoverTarget}
          />
        )}
      >
        <Boundary>
          <Suspense>
            <QrCode text={url} label={t('quest.share.code.label')} />
          </Suspense>
        </Boundary>
      </Hint>
    </div>
  )
}

type WayProps = {
  icon: TablerIcon
  label: string
  compact: boolean
  onClick?: () => void
  popoverTarget?: string
}

/** One way to pass the page on. */
function Way({ icon: Icon, label, compact, ...rest }: WayProps) {
  const sign = <Icon size={18} aria-hidden="true" />
  return compact ? (
    <PlainButton className={classes.sign} aria-label={label} title={label} {...rest}>
      {sign}
    </PlainButton>
  ) : (
    <Button variant="default" leftSection={sign} {...rest}>
      {label}
    </Button>
  )
}
