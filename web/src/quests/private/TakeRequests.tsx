import { useTranslation } from 'react-i18next'
import { client } from '../../api/client'
import { questOf } from '../../api/questOf'
import type { Quest, TakeRequest } from '../../api/shapes'
import { ErrorNotice } from '../../app/ErrorNotice'
import { useToast } from '../../app/useToast'
import { ConfirmButton } from '../../design/ConfirmButton'
import { useFormat } from '../../i18n/useFormat'
import { MemberLink } from '../../members/MemberLink'
import { nameOf } from '../../members/nameOf'
import { useQuestMove } from '../useQuestMove'
import classes from './TakeRequests.module.css'

/** Who has asked to take a private quest. Accepting one shows them everything, so it is asked once more. */
export function TakeRequests({ quest, requests }: { quest: Quest; requests: TakeRequest[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const toast = useToast()
  const accept = useQuestMove(
    quest.id,
    (address: string) =>
      questOf(
        client.POST('/api/v1/quests/{id}/accept', {
          params: { path: { id: quest.id } },
          body: { address },
        }),
      ),
    () => toast(t('quest.requests.accepted')),
  )
  if (requests.length === 0) return <p>{t('quest.requests.none')}</p>
  return (
    <>
      <h3>{t('quest.requests', { count: requests.length })}</h3>
      <ul className={classes.requests}>
        {requests.map(({ address, at }) => (
          <li key={address} className={classes.request}>
            <MemberLink address={address} />
            <span className={classes.when}>{t('quest.requests.asked', { when: format.ago(at) })}</span>
            <ConfirmButton
              label={t('quest.requests.accept')}
              question={t('quest.requests.sure', { name: nameOf(address, quest.people) })}
              variant="filled"
              pending={accept.isPending}
              onConfirm={() => accept.mutate(address)}
            />
          </li>
        ))}
      </ul>
      {accept.isError && <ErrorNotice error={accept.error} />}
    </>
  )
}
