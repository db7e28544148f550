import { Popover, UnstyledButton } from '@mantine/core'
import { IconHelpCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Stats } from '../api/shapes'
import { statsQuery } from '../api/statsQuery'
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
    <Popover width="min(22rem, calc(100vw - 32px))" position="bottom" shadow="md" radius="md" trapFocus>
      <Popover.Target>
        <UnstyledButton className={classes.target} aria-label={t('points.help')}>
          <IconHelpCircle size={20} stroke={1.7} aria-hidden="true" />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('points.help')} className={classes.text}>
        {(['xp', 'reputation', 'creation'] as const).map((kind) => (
          <p key={kind} tabIndex={kind === 'xp' ? 0 : undefined}>
            <strong>{t(`points.${kind}`)}</strong> {t(`points.${kind}.text`, points)}
          </p>
        ))}
      </Popover.Dropdown>
    </Popover>
  )
}
