import type { notificationsEn } from './words.en'

export const notificationsDe: Record<keyof typeof notificationsEn, string> = {
  'inbox.title': 'Posteingang',
  'inbox.lead': 'Was sich bei deinen Aufgaben getan hat.',
  'inbox.reason': 'Dein Posteingang gehört zu deinem Konto.',
  'inbox.lines': 'Was sich getan hat',
  'inbox.read-all': 'Alles als gelesen markieren',
  'inbox.unread': 'ungelesen',
  'inbox.empty': 'Noch hat sich nichts getan',
  'inbox.empty.text':
    'Wenn jemand deine Aufgabe übernimmt, Arbeit abgibt oder unterschreibt, liest du es hier. Einträge bleiben 90 Tage.',
  'inbox.other': 'Etwas hat sich getan',
  'inbox.quest.requested.creator': 'Jemand möchte sie übernehmen',
  'inbox.quest.claimed.creator': '{{name}} ist dran',
  'inbox.quest.claimed.performer': '{{name}} hat dich ausgewählt: Sie ist deine',
  'inbox.quest.released.creator': '{{name}} hat sie zurückgegeben',
  'inbox.quest.released.creator.time': 'Die Zeit zum Abgeben ist abgelaufen',
  'inbox.quest.released.performer.time': 'Deine Zeit zum Abgeben ist abgelaufen',
  'inbox.quest.closed.performer':
    '{{name}} hat sie geschlossen: Du darfst fertig werden, danach übernimmt sie niemand mehr',
  'inbox.quest.submitted.creator': '{{name}} hat die Arbeit abgegeben: Sieh sie dir an und unterschreibe',
  'inbox.quest.withdrawn.creator': '{{name}} hat die Arbeit zurückgenommen',
  'inbox.quest.revision-requested.performer': '{{name}} hat die Arbeit zurückgeschickt',
  'inbox.quest.creator-reminded.creator.time': 'Arbeit wartet auf dich: Sieh sie dir an und unterschreibe',
  'inbox.quest.performer-reminded.performer.time': 'Du bist an der Reihe, und die Zeit läuft ab',
  'inbox.quest.nudged.creator': '{{name}} erinnert dich: Du bist an der Reihe',
  'inbox.quest.nudged.performer': '{{name}} erinnert dich: Du bist an der Reihe',
  'inbox.attestation.signed.creator': '{{name}} hat unterschrieben: Deine Unterschrift fehlt',
  'inbox.attestation.signed.performer': '{{name}} hat unterschrieben: Deine Unterschrift fehlt',
  'inbox.quest.completed.creator': '{{name}} hat auch unterschrieben: Sie ist erledigt',
  'inbox.quest.completed.performer': '{{name}} hat auch unterschrieben: Sie ist erledigt',
  'inbox.quest.expired.creator.time':
    'Sie war fällig und ist beendet; du hast zurückbekommen, was sie gekostet hat',
  'inbox.quest.expired.performer.time': 'Sie war fällig und ist beendet',
  'inbox.reward.final.performer.time': 'Deine Belohnung steht endgültig auf der Chain',
}
