/** How often the operator's desks ask, in milliseconds: commands, leases and the indexer's steps announce nothing. */
export const operatorPoll = 4_000
