import type { attestationsEn } from './words.en'

export const attestationsDe: Record<keyof typeof attestationsEn, string> = {
  'attest.title': 'Ansehen und unterschreiben',
  'attest.lead.creator': 'Sieh dir an, was abgegeben wurde, und sag, ob es das ist, worum du gebeten hast.',
  'attest.lead.performer':
    'Sieh noch einmal durch, was du abgegeben hast, und unterschreib, dass es von dir ist.',
  'attest.reason': 'Nur die beiden Beteiligten einer Aufgabe unterschreiben sie.',
  'attest.nothing': 'Hier gibt es für dich nichts zu unterschreiben',
  'attest.nothing.text': 'Nur die beiden Beteiligten unterschreiben, sobald die Arbeit abgegeben ist.',
  'attest.outcome': 'Dein Urteil',
  'attest.outcome.done': 'Erledigt',
  'attest.outcome.done.text': 'Sie erfüllt, was verlangt war.',
  'attest.outcome.exceptional': 'Herausragend',
  'attest.outcome.exceptional.text': 'Sie ist auch das, was die Aufgabe herausragend nennt.',
  'attest.outcome.revise': 'Noch nicht erledigt',
  'attest.outcome.revise.text': 'Sagen, was fehlt, und zurückschicken.',
  'attest.revision.open': 'Doch noch zurückschicken',
  'attest.revision.title': 'Um einen neuen Versuch bitten',
  'attest.revision.reason': 'Was fehlt?',
  'attest.revision.hint':
    '{{name}} liest das ganz oben in der Aufgabe und kann wieder abgeben, mit Text und Dateien, wie sie jetzt sind.',
  'attest.revision.confirm': 'Zurückschicken',
  'attest.revision.done': 'Mit deinen Worten zurückgeschickt.',
  'attest.sign.title': 'Was du unterschreibst',
  'attest.sign.done': 'Unterschreiben: erledigt',
  'attest.sign.exceptional': 'Unterschreiben: herausragend',
  'attest.sign.performer': 'Unterschreiben: meine Arbeit',
  'attest.sentence.creator':
    'Du erklärst, dass „{{quest}}“ {{outcome}} ist, und vergibst dafür {{xp}} XP und {{reputation}} Reputation an {{name}}.',
  'attest.sentence.performer': 'Du erklärst, dass du die für „{{quest}}“ abgegebene Arbeit getan hast.',
  'attest.word.done': 'erledigt',
  'attest.word.exceptional': 'herausragend erledigt',
  'attest.preview.lead': 'Deine Wallet zeigt genau diese Felder. Vergleiche sie, bevor du bestätigst.',
  'attest.preview': 'Genau zeigen, was die Wallet zeigen wird',
  'attest.preview.chain': 'Chain {{id}}',
  'attest.field.quest': 'Der Titel im öffentlichen Register.',
  'attest.field.outcome': 'Dein Urteil.',
  'attest.field.questId': 'Welche Aufgabe.',
  'attest.field.creator': 'Wer sie gestellt hat.',
  'attest.field.performer': 'Wer sie erledigt hat.',
  'attest.field.workHash': 'Steht für alle Texte und Dateien, Wort für Wort.',
  'attest.field.xp': 'Was du vergibst.',
  'attest.field.reputation': 'Was du vergibst.',
  'attest.field.deadline': 'Muss vor {{when}} eingereicht sein.',
  'attest.mismatch':
    'Der Dienst will etwas anderes unterschrieben haben, als diese Seite zeigt (Feld {{field}}). Unterschreibe nicht; lade die Seite neu und melde es dem Betrieb, wenn es wieder vorkommt.',
  'attest.sign.free':
    'Deine Wallet fragt noch einmal nach. Unterschreiben kostet nichts und geht bis {{until}}.',
  'attest.binding.creator':
    'Bis beide unterschrieben haben, kannst du die Arbeit noch zurückschicken; die Unterschriften enden damit. Danach bleiben Nachweis und Punkte; ihr könnt dann jeweils nur die eigene Erklärung öffentlich widerrufen, mit einer Transaktion an den Registervertrag (revoke).',
  'attest.binding.performer':
    'Hast du unterschrieben, kannst du die Arbeit nicht mehr zurückholen; bis beide unterschrieben haben, kann {{name}} sie noch zurückschicken, und die Unterschriften enden damit. Danach bleiben Nachweis und Punkte; ihr könnt dann jeweils nur die eigene Erklärung öffentlich widerrufen, mit einer Transaktion an den Registervertrag (revoke).',
  'attest.private':
    'Diese Aufgabe ist privat: In dem, was du unterschreibst, und im öffentlichen Register steht nur „Private quest“.',
  'attest.signed.one':
    'Deine Unterschrift ist gespeichert. {{name}} kann bis {{until}} unterschreiben; du musst nicht warten, „Meine Arbeit“ zeigt es dir.',
  'attest.signed.both':
    'Ihr habt beide unterschrieben, und der Nachweis ist auf dem Weg zur Chain. Zu tun ist nichts mehr; die Belohnung zahlt sich von selbst aus.',
  'attest.receipt': 'Deine Quittung',
  'attest.receipt.download': 'Herunterladen',
  'attest.receipt.storage': 'Der Dienst bestätigt, dass er deine Unterschrift hat.',
  'attest.receipt.promise':
    'Der Dienst sagt zu, diese beiden Unterschriften vor {{when}} zu verankern. Mit dieser Quittung kannst du ihn beim Wort nehmen.',
  'attest.receipt.received': 'Eingegangen',
  'attest.receipt.digest': 'Was du unterschrieben hast',
  'attest.receipt.signature': 'Vom Dienst unterschrieben',
}
