import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/useFormat'
import type { ChangedTerm } from './changedTerms'
import classes from './TermsChanged.module.css'

/** What was changed since the reader opened the page: each term as it was, and as it is now. */
export function TermsChanged({ changes, name }: { changes: ChangedTerm[]; name: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const say = (change: ChangedTerm, value: ChangedTerm['before']): string => {
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0))
      return t('quest.changed.nothing')
    switch (change.term) {
      case 'rewardXp':
        return t('quest.xp', { amount: format.number(Number(value)) })
      case 'rewardReputation':
        return t('quest.reputation', { amount: format.number(Number(value)) })
      case 'dueAt':
        return format.moment(String(value))
      case 'evidenceRequired':
        return t(value === true ? 'quest.evidence.needed' : 'quest.evidence.not-needed')
      case 'category':
        return t(`quest.category.${value === change.before ? change.before : change.after}`)
      default:
        return Array.isArray(value) ? value.join(', ') : String(value)
    }
  }
  return (
    <div className={classes.changed} role="alert">
      <strong>{t('quest.changed', { name })}</strong>
      <dl className={classes.terms}>
        {changes.map((change) => (
          <div key={change.term}>
            <dt>{t(`quest.term.${change.term}`)}</dt>
            <dd>
              <del dir="auto">{say(change, change.before)}</del>
              <ins dir="auto">{say(change, change.after)}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
