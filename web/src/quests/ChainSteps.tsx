import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Anchoring, Quest } from '../api/shapes'
import { useFormat } from '../i18n/useFormat'
import classes from './Timeline.module.css'

const order = ['waiting', 'sealed', 'sent', 'mined', 'finalized'] as const

/** How far the completed pair is on its way to the chain, as the service reports it; the proof page checks it. */
export function ChainSteps({ quest, anchoring }: { quest: Quest; anchoring: Anchoring }) {
  const { t } = useTranslation()
  const format = useFormat()
  const reached = order.indexOf(anchoring.state)
  const batch = anchoring.root
  return (
    <>
      <li
        className={classes.step}
        data-done={reached >= 3 || undefined}
        data-current={reached < 4 || undefined}
      >
        <span className={classes.title}>{t(`quest.chain.${anchoring.state}`)}</span>
        <span className={classes.note}>
          {reached < 3 && t('quest.chain.promise', { when: format.moment(anchoring.anchorBy) })}
          {batch !== null && (
            <Link to="/batches/$batch" params={{ batch }}>
              {t('quest.chain.batch', { id: anchoring.batchId ?? `${batch.slice(0, 10)}…` })}
            </Link>
          )}
        </span>
        {anchoring.transactionHash !== null && (
          <span className={classes.note}>
            {t('quest.chain.transaction', { hash: '' })}
            <code>{anchoring.transactionHash.slice(0, 18)}…</code>
          </span>
        )}
      </li>
      {quest.reward !== null && (
        <li
          className={classes.step}
          data-done={quest.reward.state === 'final' || quest.reward.state === 'claimed' || undefined}
        >
          <span className={classes.title}>{t(`quest.reward.state.${quest.reward.state}`)}</span>
          <span className={classes.note}>
            {t('quest.record', { xp: quest.reward.xp, reputation: quest.reward.reputation })}
          </span>
        </li>
      )}
    </>
  )
}
