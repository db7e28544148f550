import { IconArrowRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { statsQuery } from '../api/statsQuery'
import { usePollInterval } from '../app/usePollInterval'
import { Button } from '../design/Button'
import { Figure } from '../design/Figure'
import { Figures } from '../design/Figures'
import { Panel } from '../design/Panel'
import { useFormat } from '../i18n/useFormat'
import { DualPicture } from './DualPicture'
import classes from './HomePage.module.css'
import { LatestProofs } from './LatestProofs'

/** What this is in one picture, what has happened so far, and the ways in. */
export function HomePage() {
  const { t } = useTranslation()
  const format = useFormat()
  const stats = useQuery({ ...statsQuery, refetchInterval: usePollInterval() }).data
  useEffect(() => {
    document.title = 'CivicForge'
  }, [])
  return (
    <div className={classes.home}>
      <section className={classes.hero}>
        <div className={classes.words}>
          <h1>{t('home.title')}</h1>
          <p>{t('home.lead')}</p>
          <div className={classes.ways}>
            <Button
              size="lg"
              rightSection={<IconArrowRight size={20} aria-hidden="true" />}
              renderRoot={(props) => <Link to="/quests" {...props} />}
            >
              {t('home.board')}
            </Button>
            <Button size="lg" variant="default" renderRoot={(props) => <Link to="/verify" {...props} />}>
              {t('home.verify')}
            </Button>
          </div>
        </div>
        <DualPicture />
      </section>
      {stats !== undefined && (
        <Panel>
          <Figures>
            <Figure label={t('home.open')} value={format.number(stats.quests.OPEN ?? 0)} />
            <Figure label={t('home.completed')} value={format.number(stats.completions)} />
            <Figure label={t('home.signatures')} value={format.number(stats.attestations)} />
            <Figure label={t('home.members')} value={format.number(stats.members)} />
            <Figure label={t('home.xp')} value={format.number(stats.xpEarned)} />
          </Figures>
        </Panel>
      )}
      <section className={classes.how} aria-label={t('home.how')}>
        {(['post', 'do', 'sign', 'keep'] as const).map((step, index) => (
          <div key={step} className={classes.step}>
            <span className={classes.number} aria-hidden="true">
              {index + 1}
            </span>
            <h2>{t(`home.how.${step}`)}</h2>
            <p>{t(`home.how.${step}.text`)}</p>
          </div>
        ))}
      </section>
      <LatestProofs />
    </div>
  )
}
