import { useTranslation } from 'react-i18next'
import { isolated } from '../i18n/isolated'
import classes from './TreeFigure.module.css'
import { pathOf, treePicture } from './treePicture'

type Props = { hashes: readonly string[]; treeIndex: number; title: string }

const [width, step, margin] = [520, 44, 14]

/** A batch’s tree, with the way of one record to the root: filled what is computed, ringed what it is hashed with. */
export function TreeFigure({ hashes, treeIndex, title }: Props) {
  const { t } = useTranslation()
  const { nodes, edges, depth } = treePicture((hashes.length + 1) / 2, treeIndex)
  const { siblings } = pathOf(treeIndex)
  const at = (node: { x: number; depth: number }) => ({ x: node.x * width, y: margin + node.depth * step })
  return (
    <figure className={classes.figure}>
      <svg viewBox={`0 0 ${width} ${2 * margin + depth * step}`} aria-hidden="true">
        {edges.map(({ from, to, path }) => (
          <line
            key={to.index}
            className={classes.edge}
            data-path={path || undefined}
            x1={at(from).x}
            y1={at(from).y}
            x2={at(to).x}
            y2={at(to).y}
          />
        ))}
        {nodes.map((node) => (
          <circle
            key={node.index}
            className={classes.node}
            data-kind={node.kind}
            cx={at(node).x}
            cy={at(node).y}
            r={node.kind === 'other' ? 5 : 8}
          >
            <title>{hashes[node.index]}</title>
          </circle>
        ))}
      </svg>
      <figcaption>{t('batch.path.label', { title: isolated(title), count: siblings.length })}</figcaption>
      {siblings.length > 0 && (
        <details>
          <summary>{t('batch.path.hashes')}</summary>
          <ol>
            {siblings.map((index) => (
              <li key={index}>
                <code>{hashes[index]}</code>
              </li>
            ))}
          </ol>
        </details>
      )}
    </figure>
  )
}
