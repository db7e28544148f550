import type { anchoringEn } from './words.en'

export const anchoringDe: Record<keyof typeof anchoringEn, string> = {
  'batch.list': 'Das öffentliche Register',
  'batch.list.lead':
    'Unterschriebene Paare werden zu Stapeln gesammelt, und der Fingerabdruck jedes Stapels kommt auf die Chain.',
  'batch.log': 'Das ganze Protokoll (NDJSON)',
  'batch.none': 'Noch ist nichts versiegelt',
  'batch.none.text':
    'Der erste Stapel erscheint eine Minute, nachdem beide Seiten die erste Aufgabe unterschrieben haben.',
  'batch.title': 'Stapel',
  'batch.number': 'Stapel',
  'batch.unnumbered': 'noch ohne Nummer',
  'batch.state': 'Zustand',
  'batch.state.sealed': 'Versiegelt',
  'batch.state.sent': 'Gesendet',
  'batch.state.mined': 'In einem Block',
  'batch.state.finalized': 'In einem endgültigen Block',
  'batch.leaves': 'Paare',
  'batch.root': 'Wurzel',
  'batch.sealed': 'Versiegelt',
  'batch.anchored': 'In einem Block seit',
  'batch.transaction': 'Transaktion',
  'batch.block': 'Block',
  'batch.not-yet': 'noch nicht',
  'batch.tree.download': 'Baum herunterladen',
  'batch.rebuild': 'Den Stapel selbst prüfen',
  'batch.rebuild.text':
    'Dein Browser holt jeden Eintrag, hasht den ganzen Baum neu und vergleicht die Wurzel.',
  'batch.rebuild.action': 'Baum neu berechnen',
  'batch.rebuild.same': 'Die neu berechnete Wurzel ist dieselbe.',
  'batch.rebuild.other': 'Die neu berechnete Wurzel ist eine andere. Sag dem Betrieb Bescheid.',
  'batch.leaf.quest': 'Aufgabe',
  'batch.leaf.creator': 'Gestellt von',
  'batch.leaf.performer': 'Erledigt von',
  'batch.leaf.completed': 'Fertig',
  'batch.leaf.more': 'Die ersten {{shown}} von {{all}}.',
}
