import type { homeEn } from './words.en'

export const homeDe: Record<keyof typeof homeEn, string> = {
  'home.title': 'Gute Arbeit, von beiden Seiten unterschrieben',
  'home.lead':
    'Jemand stellt eine kleine Aufgabe für die Nachbarschaft. Jemand erledigt sie. Beide unterschreiben das, und der Nachweis wird dort verankert, wo ihn niemand heimlich ändern kann.',
  'home.board': 'Zu den Aufgaben',
  'home.verify': 'Nachweis prüfen',
  'home.picture':
    'Zwei halbe Ringe, einer von jeder Person, schließen sich um eine erledigte Aufgabe; darunter ist sie in einer Kette von Blöcken verankert.',
  'home.picture.creator': 'wer darum bat, unterschreibt',
  'home.picture.performer': 'wer es tat, unterschreibt',
  'home.open': 'Offene Aufgaben',
  'home.completed': 'Erledigt und unterschrieben',
  'home.signatures': 'Unterschriften',
  'home.members': 'Mitglieder',
  'home.xp': 'Verdiente XP',
  'home.how': 'So geht es',
  'home.how.post': 'Stellen',
  'home.how.post.text': 'Sag, was danach besser sein soll und wann es als erledigt gilt.',
  'home.how.do': 'Erledigen',
  'home.how.do.text': 'Nimm eine Aufgabe, erledige sie, gib ein paar Worte und Fotos ab.',
  'home.how.sign': 'Beide unterschreiben',
  'home.how.sign.text': 'Beide sehen genau, was sie unterschreiben. Eine Unterschrift allein zählt nicht.',
  'home.how.keep': 'Nachweis behalten',
  'home.how.keep.text': 'Eine Datei, die jeder prüfen kann, mit uns oder ohne uns.',
  'home.latest': 'Zuletzt von beiden unterschrieben',
  'home.latest.both': 'Beide haben unterschrieben',
  'home.latest.who': '{{performer}} für {{creator}}',
}
