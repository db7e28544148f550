import type { NodeErrorClass } from '../../chain/nodeError'

/** Why a node gave no result: its refusal by class, silence, or no connection. */
export type NodeFailure = NodeErrorClass | 'timeout' | 'unreachable'

/** A question to a node that was not answered; the message is in its words. */
export class NodeError extends Error {
  constructor(
    readonly failure: NodeFailure,
    message: string,
    /** The node's wish before the next question, in milliseconds. */
    readonly retryAfter?: number,
  ) {
    super(message)
  }
}
