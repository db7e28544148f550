import { useTranslation } from 'react-i18next'
import type { Outcome } from '../api/shapes'
import { useFormat } from '../i18n/useFormat'
import classes from './OutcomeChoice.module.css'

type Props = { outcome: Outcome; onChange: (outcome: Outcome) => void; xp: number }

/** Done, or exceptional, with what each pays. */
export function OutcomeChoice({ outcome, onChange, xp }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const pays = { done: xp, exceptional: Math.floor((xp * 3) / 2) }
  return (
    <fieldset className={classes.choice}>
      <legend>{t('attest.outcome')}</legend>
      {(['done', 'exceptional'] as const).map((word) => (
        <label key={word} className={classes.option}>
          <input
            type="radio"
            name="outcome"
            value={word}
            checked={outcome === word}
            onChange={() => onChange(word)}
          />
          <span className={classes.text}>
            <strong>{t(`attest.outcome.${word}`)}</strong>
            <span>{t(`attest.outcome.${word}.text`)}</span>
          </span>
          <span className={classes.pays}>{t('quest.xp', { amount: format.number(pays[word]) })}</span>
        </label>
      ))}
    </fieldset>
  )
}
