import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'
import { DualSeal } from '../design/DualSeal'
import { useFormat } from '../i18n/useFormat'
import { nameOf } from '../members/nameOf'
import classes from './LatestProofs.module.css'

/** The newest quests that both sides have signed, each leading to its proof. */
export function LatestProofs() {
  const { t } = useTranslation()
  const format = useFormat()
  const query = { status: 'COMPLETE', sort: 'newest', limit: 4 } as const
  const latest = useQuery({
    queryKey: ['quests', 'latest-proofs'],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/quests', { params: { query }, signal })),
  }).data
  if (latest === undefined || latest.items.length === 0) return null
  return (
    <section className={classes.latest} aria-labelledby="latest">
      <h2 id="latest">{t('home.latest')}</h2>
      <ul className={classes.list}>
        {latest.items.map((quest) => (
          <li key={quest.id} className={classes.item}>
            <DualSeal creator performer size={40} label={t('home.latest.both')} />
            <div className={classes.text}>
              <Link to="/proofs/$questId" params={{ questId: quest.id }} dir="auto">
                {quest.title ?? t('quest.erased')}
              </Link>
              <span>
                {quest.performer !== null &&
                  t('home.latest.who', {
                    performer: nameOf(quest.performer, latest.people),
                    creator: nameOf(quest.creator, latest.people),
                  })}
                {quest.completedAt !== null && ` · ${format.ago(quest.completedAt)}`}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
