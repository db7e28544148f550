import { useTranslation } from 'react-i18next'
import { Prose } from '../design/Prose'
import type { Proof } from './Proof'
import classes from './WorkShown.module.css'

/** What was asked for and what was done, in the words that both have signed. */
export function WorkShown({ content }: { content: NonNullable<Proof['content']> }) {
  const { t } = useTranslation()
  return (
    <div className={classes.work}>
      {content.description !== '' && (
        <section>
          <h3>{t('proof.asked')}</h3>
          <Prose text={content.description} />
        </section>
      )}
      {content.exceptionalCriteria !== '' && (
        <section>
          <h3>{t('quest.exceptional')}</h3>
          <Prose text={content.exceptionalCriteria} />
        </section>
      )}
      {content.submission !== '' && (
        <section>
          <h3>{t('proof.done')}</h3>
          <Prose text={content.submission} />
        </section>
      )}
    </div>
  )
}
