import { type ComponentType, type FunctionComponent, lazy } from 'react'
import { fetchPart } from './fetchPart'
import { PartMissing } from './PartMissing'

/** A component of its own chunk, fetched when it is first shown or {@link LazyPart.preload preloaded}. */
export type LazyPart<Props> = FunctionComponent<Props> & {
  /** Fetches the chunk without showing anything; never fails. */
  preload: () => Promise<void>
  isHere: () => boolean
}

/**
 * Unlike a bare `React.lazy` it may fail and be tried again: a failure is thrown as {@link PartMissing} to the nearest
 * boundary, whose "try again" calls its `retry`.
 */
export function lazyPart<const Name extends string, Props extends object>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
): LazyPart<Props> {
  let here = false
  let shown = false
  const fetchIt = async () => {
    const part: ComponentType<Props> = (await fetchPart(load))[name]
    here = true
    return part
  }
  const attempt = () =>
    lazy(async () => {
      shown = true
      try {
        return { default: await fetchIt() }
      } catch (cause) {
        throw new PartMissing(cause, retry)
      }
    })
  let current: ComponentType<Props> = attempt()
  const retry = () => {
    shown = false
    current = attempt()
  }
  const Part = (props: Props) => {
    const Current = current
    return <Current {...props} />
  }
  return Object.assign(Part, {
    preload: async () => {
      if (here) return
      const part = await fetchIt().catch(() => undefined)
      // Once it is on the screen it stays the same component, or its state would be lost.
      if (part !== undefined && !shown) current = part
    },
    isHere: () => here,
  })
}
