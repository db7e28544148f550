import { IconAlertTriangle } from '@tabler/icons-react'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PartMissing } from '../app/PartMissing'
import classes from './Boundary.module.css'
import { Button } from './Button'

type Props = {
  children: ReactNode
  /** Shown instead of the notice where there is no room for one; it is given the way to try again. */
  instead?: (again: () => void) => ReactNode
}

/** Keeps the failure of one part to itself: the rest of the screen stays, and the part can be tried again. */
export class Boundary extends Component<Props, { error: unknown; failed: boolean }> {
  override state = { error: undefined as unknown, failed: false }

  static getDerivedStateFromError(error: unknown) {
    return { error, failed: true }
  }

  private readonly again = () => {
    if (this.state.error instanceof PartMissing) this.state.error.retry()
    this.setState({ error: undefined, failed: false })
  }

  override render() {
    if (!this.state.failed) return this.props.children
    if (this.props.instead !== undefined) return this.props.instead(this.again)
    return <BrokenPart error={this.state.error} onRetry={this.again} />
  }
}

function BrokenPart({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation()
  const missing = error instanceof PartMissing
  return (
    <div className={classes.broken} role="alert">
      <IconAlertTriangle size={22} aria-hidden="true" />
      <div>
        <strong>{t(missing ? 'error.part.title' : 'error.broken.title')}</strong>
        <p>{t(missing ? 'error.part.advice' : 'error.broken.advice')}</p>
        <Button variant="default" size="sm" onClick={onRetry}>
          {t('error.retry')}
        </Button>
      </div>
    </div>
  )
}
