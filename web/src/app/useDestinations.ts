import {
  IconChecklist,
  IconLayoutGrid,
  IconRosetteDiscountCheck,
  IconStack2,
  IconTool,
  type TablerIcon,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type LinkProps, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '../api/useSession'
import { useIsOperator } from '../identity/useIsOperator'
import { toDosQuery } from '../members/toDosQuery'

type Destination = {
  to: LinkProps['to']
  label: string
  icon: TablerIcon
  count?: number
  /** Whether the screen at hand belongs here, although its address is another. */
  here?: boolean
}

/** Where the navigation leads for this visitor. */
export function useDestinations(): Destination[] {
  const { t } = useTranslation()
  const address = useSession()?.member.address
  const count = useQuery(toDosQuery(address)).data?.count
  const operator = useIsOperator()
  const onProof = useLocation({ select: ({ pathname }) => pathname.startsWith('/proofs/') })
  return [
    { to: '/quests', label: t('app.nav.board'), icon: IconLayoutGrid },
    ...(address !== undefined
      ? [{ to: '/my-work' as const, label: t('app.nav.my-work'), icon: IconChecklist, count }]
      : []),
    { to: '/verify', label: t('app.nav.verify'), icon: IconRosetteDiscountCheck, here: onProof },
    { to: '/batches', label: t('app.nav.batches'), icon: IconStack2 },
    ...(operator ? [{ to: '/operator' as const, label: t('app.nav.operator'), icon: IconTool }] : []),
  ]
}
