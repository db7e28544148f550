import { useTranslation } from 'react-i18next'
import type { Outcome } from '../api/shapes'
import { useFormat } from '../i18n/useFormat'
import classes from './OutcomeChoice.module.css'

/** What the creator says about the work; `revise` sends it back instead of signing it. */
export type Verdict = Outcome | 'revise'

type Props = { verdict: Verdict; verdicts: Verdict[]; onChange: (verdict: Verdict) => void; xp: number }

/** The verdicts that are possible here, with what each pays. */
export function OutcomeChoice({ verdict, verdicts, onChange, xp }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const pays = { done: xp, exceptional: Math.floor((xp * 3) / 2), revise: undefined }
  return (
    <fieldset className={classes.choice}>
      <legend>{t('attest.outcome')}</legend>
      {verdicts.map((word) => (
        <label key={word} className={classes.option} data-word={word}>
          <input
            type="radio"
            name="outcome"
            value={word}
            checked={verdict === word}
            onChange={() => onChange(word)}
          />
          <span className={classes.text}>
            <strong>{t(`attest.outcome.${word}`)}</strong>
            <span>{t(`attest.outcome.${word}.text`)}</span>
            {pays[word] !== undefined && (
              <span className={classes.pays}>{t('quest.xp', { amount: format.number(pays[word]) })}</span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
