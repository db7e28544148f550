import '../i18n/enLater'
import { useTranslation } from 'react-i18next'
import { useSession } from '../api/useSession'
import { IndexerPanel } from './IndexerPanel'
import { OperatorFrame } from './OperatorFrame'
import { RewardList } from './RewardList'

/** What the indexer sees of the chain, and the rewards that need a hand. */
export function RewardsPage() {
  const { t } = useTranslation()
  const signedIn = useSession() !== null
  return (
    <OperatorFrame title={t('operator.rewards')}>
      {signedIn && (
        <>
          <IndexerPanel />
          <RewardList />
        </>
      )}
    </OperatorFrame>
  )
}
