import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/Button'
import { EmptyState } from '../../design/EmptyState'
import { Page } from '../../design/Page'
import stack from '../../design/Stack.module.css'
import { useSignIn } from '../../identity/useSignIn'

/** The same calm answer for a quest that does not exist and for one that is none of the reader's business. */
export function QuestMissing({ me }: { me: string | undefined }) {
  const { t } = useTranslation()
  const openSignIn = useSignIn()
  return (
    <Page title={t('app.not-found.title')} width="reading">
      <EmptyState
        title={t('quest.missing')}
        action={
          <div className={stack.row}>
            {me === undefined && (
              <Button variant="default" onClick={() => openSignIn()}>
                {t('sign-in.action')}
              </Button>
            )}
            <Button renderRoot={(props) => <Link to="/quests" {...props} />}>
              {t('app.not-found.action')}
            </Button>
          </div>
        }
      >
        {t(me === undefined ? 'quest.missing.visitor' : 'quest.missing.text')}
      </EmptyState>
    </Page>
  )
}
