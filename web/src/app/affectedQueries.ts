/** Which cached answers an event makes stale. Events carry ids only, so the screens fetch what they show. */
export function affectedQueries(event: 'quest' | 'batch' | 'reward', id: string): string[][] {
  switch (event) {
    case 'quest':
      return [['quest', id], ['quests'], ['proof', id], ['stats'], ['operator'], ['me']]
    case 'batch':
      return [['batches'], ['batch'], ['quest'], ['proof'], ['stats'], ['operator']]
    case 'reward':
      return [['quest', id], ['member'], ['operator']]
  }
}
