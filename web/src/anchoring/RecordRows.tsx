import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Found } from '../api/shapes'
import { Table } from '../design/Table'
import { useFormat } from '../i18n/useFormat'
import { nameOf } from '../members/nameOf'
import { useTitle } from '../quests/useTitle'
import { BatchLink } from './BatchLink'

/** Completed quests as rows: to the proof, to the two, and to the place in the batch. */
export function RecordRows({ quests, people }: Pick<Found, 'quests' | 'people'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const titleOf = useTitle()
  const person = (address: string | null) =>
    address !== null && (
      <Link to="/members/$address" params={{ address }} title={address}>
        {nameOf(address, people)}
      </Link>
    )
  return (
    <Table
      rows={quests}
      keyOf={({ id }) => id}
      columns={[
        {
          head: t('batch.leaf.quest'),
          free: true,
          cell: (quest) => (
            <Link to="/proofs/$questId" params={{ questId: quest.id }}>
              <bdi>{titleOf(quest)}</bdi>
            </Link>
          ),
        },
        { head: t('batch.leaf.creator'), cell: ({ creator }) => person(creator), free: true },
        { head: t('batch.leaf.performer'), cell: ({ performer }) => person(performer), free: true },
        {
          head: t('batch.leaf.completed'),
          cell: ({ completedAt }) => completedAt !== null && format.moment(completedAt),
        },
        {
          head: t('batch.title'),
          cell: ({ id, anchoring }) =>
            anchoring?.root == null ? (
              t('record.waiting')
            ) : (
              <BatchLink root={anchoring.root} batchId={anchoring.batchId} quest={id} />
            ),
        },
      ]}
    />
  )
}
