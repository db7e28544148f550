import { useTranslation } from 'react-i18next'
import type { Quest } from '../api/shapes'
import { Prose } from '../design/Prose'
import stack from '../design/Stack.module.css'

/** What “done” means here, and “exceptional” where that was set. */
export function Criteria({ quest }: { quest: Quest }) {
  const { t } = useTranslation()
  return (
    <>
      {quest.description === null ? (
        <p className={stack.soft}>{t('quest.erased')}</p>
      ) : (
        <Prose text={quest.description} />
      )}
      {quest.exceptionalCriteria !== null && quest.exceptionalCriteria !== '' && (
        <>
          <h3>{t('quest.exceptional')}</h3>
          <Prose text={quest.exceptionalCriteria} />
        </>
      )}
    </>
  )
}
