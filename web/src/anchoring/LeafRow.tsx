import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Button } from '../design/Button'
import { useFormat } from '../i18n/useFormat'
import { memberQuery } from '../members/memberQuery'
import { shortAddress } from '../members/shortAddress'
import { questQuery } from '../quests/questQuery'
import type { Leaf } from './rebuildTree'

type Props = { leaf: Leaf; chosen: boolean; onChoose: () => void }

/** One record of a batch: the quest by its title, the two by their names, where the service may tell them. */
export function LeafRow({ leaf, chosen, onChoose }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const quest = useQuery({ ...questQuery(leaf.questId), retry: false }).data
  return (
    <tr>
      <td data-label={t('batch.leaf.quest')}>
        <Link to="/proofs/$questId" params={{ questId: leaf.questId }}>
          {quest?.title ? <bdi>{quest.title}</bdi> : <code>{leaf.questId.slice(0, 13)}…</code>}
        </Link>
      </td>
      <td data-label={t('batch.leaf.creator')}>
        <Name address={leaf.creator} />
      </td>
      <td data-label={t('batch.leaf.performer')}>
        <Name address={leaf.performer} />
      </td>
      <td data-label={t('batch.leaf.completed')}>{format.moment(leaf.completedAt)}</td>
      <td data-label={t('batch.path')}>
        <Button
          size="compact-md"
          variant={chosen ? 'light' : 'default'}
          aria-pressed={chosen}
          onClick={onChoose}
        >
          {t('batch.path.show')}
        </Button>
      </td>
    </tr>
  )
}

function Name({ address }: { address: string }) {
  const member = useQuery({ ...memberQuery(address), retry: false }).data
  return (
    <Link to="/members/$address" params={{ address }}>
      {member?.displayName ? <bdi>{member.displayName}</bdi> : <code>{shortAddress(address)}</code>}
    </Link>
  )
}
