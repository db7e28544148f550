import { Link } from '@tanstack/react-router'
import classes from './QuestTags.module.css'

/** Tags, each a way to the quests that share it. */
export function QuestTags({ tags }: { tags: string[] }) {
  if (tags.length === 0) return null
  return (
    <ul className={classes.tags}>
      {tags.map((tag) => (
        <li key={tag}>
          <Link to="/quests" search={{ tag }}>
            #{tag}
          </Link>
        </li>
      ))}
    </ul>
  )
}
