import { IconHelpCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Stats } from '../api/shapes'
import { statsQuery } from '../api/statsQuery'
import { Hint } from '../design/Hint'
import { PlainButton } from '../design/PlainButton'
import { useFormat } from '../i18n/useFormat'
import classes from './PointsHelp.module.css'

/** What the three kinds of points are, what they are for, and how they are earned: said once, wherever points stand. */
export function PointsHelp() {
  const { t } = useTranslation()
  const format = useFormat()
  const limits: Stats['limits'] | undefined = useQuery(statsQuery).data?.limits
  const points = {
    cost: format.number(limits?.questCost ?? 1),
    welcome: format.number(limits?.signUpPoints ?? 10),
    earned: format.number(limits?.completionPoints ?? 2),
  }
  return (
    <Hint
      label={t('points.help')}
      target={(opens) => (
        <PlainButton className={classes.target} {...opens}>
          <IconHelpCircle size={20} stroke={1.7} aria-hidden="true" />
        </PlainButton>
      )}
    >
      <div className={classes.text}>
        {(['xp', 'reputation'] as const).map((kind) => (
          <p key={kind}>
            <strong>{t(`points.${kind}`)}</strong> {t(`points.${kind}.text`, points)}
          </p>
        ))}
        <p>
          <strong>{t('points.creation')}</strong>{' '}
          {t(
            limits?.signUpPointsWhen === 'after-first-quest'
              ? 'points.creation.later.text'
              : 'points.creation.text',
            points,
          )}
        </p>
      </div>
    </Hint>
  )
}
