type Props = { explorer: string | undefined; path: string; text: string }

/** A thing on the chain, with the way to the chain's explorer where the service names one. */
export function ExplorerLink({ explorer, path, text }: Props) {
  const shown = <code>{text}</code>
  if (explorer === undefined || !/^https?:\/\//.test(explorer)) return shown
  return (
    <a href={`${explorer.replace(/\/+$/, '')}/${path}`} target="_blank" rel="noreferrer noopener">
      {shown}
    </a>
  )
}
