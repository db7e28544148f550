import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Button } from '../design/Button'
import { Panel } from '../design/Panel'
import stack from '../design/Stack.module.css'
import { PointsHelp } from '../members/PointsHelp'

type Props = { cost: number; have: number; earned: number | undefined }

/** What posting costs and what there is; without enough, how to get more. */
export function CreationPoints({ cost, have, earned = 2 }: Props) {
  const { t } = useTranslation()
  if (have >= cost) {
    return (
      <p className={stack.row} style={{ gap: 6, flexWrap: 'nowrap' }}>
        {t('quest.create.cost', { cost, have })} <PointsHelp />
      </p>
    )
  }
  return (
    <Panel tone="amber">
      <div className={stack.column} style={{ gap: 8 }} role="status">
        <strong>{t('quest.create.no-points')}</strong>
        <p>{t('quest.create.no-points.text', { cost, have, earned })}</p>
      </div>
      <div className={stack.row}>
        <Button variant="default" renderRoot={(props) => <Link to="/quests" {...props} />}>
          {t('quest.create.no-points.action')}
        </Button>
      </div>
    </Panel>
  )
}
