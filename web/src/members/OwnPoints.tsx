import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Figure } from '../design/Figure'
import { Figures } from '../design/Figures'
import { Panel } from '../design/Panel'
import { useFormat } from '../i18n/useFormat'
import { meQuery } from '../identity/meQuery'
import { PointsHelp } from './PointsHelp'

/** The member's own points, and what they are. */
export function OwnPoints({ me }: { me: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const own = useQuery(meQuery(me)).data
  if (own === undefined) return null
  return (
    <Panel title={t('member.ledger.mine')} labelledBy="points" aside={<PointsHelp />}>
      <Figures>
        <Figure label={t('member.xp')} value={format.number(own.xp)} />
        <Figure label={t('member.reputation')} value={format.number(own.reputation)} />
        <Figure
          label={t('member.creation')}
          value={format.number(own.creationPoints)}
          note={t('member.creation.note')}
        />
      </Figures>
    </Panel>
  )
}
