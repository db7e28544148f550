import {
  IconBuildingCommunity,
  IconCode,
  IconHeartHandshake,
  IconLeaf,
  IconSchool,
  IconSparkles,
  type TablerIcon,
} from '@tabler/icons-react'
import type { Category } from '../api/shapes'

const icons: Record<Category, TablerIcon> = {
  civic: IconBuildingCommunity,
  environmental: IconLeaf,
  social: IconHeartHandshake,
  educational: IconSchool,
  technical: IconCode,
  general: IconSparkles,
}

/** The sign of a category, always beside its word. */
export function CategoryIcon({ category, size = 20 }: { category: Category; size?: number }) {
  const Icon = icons[category]
  return <Icon size={size} stroke={1.7} aria-hidden="true" color="var(--cf-spruce-ink)" />
}
