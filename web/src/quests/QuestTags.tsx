import { Link } from '@tanstack/react-router'
import type { Quest } from '../api/shapes'
import classes from './QuestTags.module.css'

/** Tags, each a way to the quests that share it: the open ones, and where this one is open no more, those of any state. */
export function QuestTags({ quest: { tags, status } }: { quest: Quest }) {
  if (tags.length === 0) return null
  return (
    <ul className={classes.tags}>
      {tags.map((tag) => (
        <li key={tag}>
          <Link to="/quests" search={status === 'OPEN' ? { tag } : { tag, status: 'any' }}>
            #{tag}
          </Link>
        </li>
      ))}
    </ul>
  )
}
