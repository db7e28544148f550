import type { aboutEn } from './words.en'

export const aboutDe: Record<keyof typeof aboutEn, string> = {
  'about.lead': 'Nachbarn helfen einander, und beide Seiten unterschreiben, dass es getan ist.',
  'about.what.title': 'Was es ist',
  'about.what':
    'Jemand stellt eine Aufgabe, jemand anderes erledigt sie, und beide unterschreiben das mit ihrer eigenen Wallet. Aus den zwei Unterschriften wird ein Nachweis, den alle prüfen können, solange es die Blockchain gibt, in der er verankert ist – ohne uns zu fragen.',
  'about.not.title': 'Was es nicht ist',
  'about.not':
    'Zwei Unterschriften zeigen, dass zwei Schlüssel sich einig waren. Sie zeigen nicht, dass zwei verschiedene Menschen sie halten oder dass die Arbeit gut ist. XP und Reputation sind Punkte; man kann sie weder verkaufen noch weitergeben.',
  'about.who.title': 'Wer es betreibt',
  'about.who':
    'CivicForge ist freie Software (Apache-2.0), und alle dürfen sie betreiben. Diese Kopie antwortet unter {{host}}. Wer {{host}} betreibt, kann lesen, was du hier schreibst, und kann keine Unterschrift von dir erfinden.',
  'about.chain.title': 'Wo Nachweise verankert werden',
  'about.chain': 'Chain {{name}} ({{id}}), Registervertrag {{registry}}.',
  'about.chain.sandbox':
    'Das ist ein Sandkasten: eine Test-Chain auf einem Rechner, mit erfundenen Wallets. Nichts hier hat einen Wert, und nichts bleibt.',
  'about.more': 'Weiterlesen',
  'about.source': 'Was die API bietet',
  'help.lead': 'Kurze Antworten auf die ersten Fragen.',
  'help.wallet.title': 'Wozu brauche ich eine Wallet?',
  'help.wallet':
    'Eine Wallet hält einen Schlüssel, den nur du hast. Hier ersetzt sie das Passwort, und sie unterschreibt. Anmelden und Unterschreiben kosten nichts und bewegen nichts; CivicForge verlangt nie eine Zahlung.',
  'help.points.title': 'Wofür sind die Punkte?',
  'help.points':
    'XP und Reputation zeigen, was jemand getan hat, unterschrieben von denen, für die es getan wurde. Mit Erstellpunkten stellst du Aufgaben: Einige gibt es zu Beginn, erledigte Arbeit bringt weitere. Wie viele du hast, steht unter „Meine Arbeit“.',
  'help.lost.title': 'Ich habe meine Wallet verloren',
  'help.lost':
    'Was du unterschrieben hast, bleibt nachgewiesen, und deine Punkte bleiben bei dieser Adresse. Niemand, auch nicht wer diese Kopie betreibt, kann dir das Konto zurückgeben. Melde dich mit einer neuen Wallet an und fang neu an.',
  'help.offline.title': 'Was geht ohne Verbindung?',
  'help.offline':
    'Eine Nachweisdatei prüfen, lesen, was schon offen war, und schreiben: Entwürfe bleiben auf diesem Gerät. Was nur eine Chain sagen kann, wird geprüft, sobald du wieder online bist.',
  'help.wrong.title': 'Etwas ist schiefgegangen',
  'help.wrong':
    'Versuche es zuerst noch einmal: Nichts, was du geschrieben hast, ist verloren. Manche Meldungen enden mit einem kurzen Code; wer diese Kopie betreibt, kann damit nachsehen, was passiert ist.',
  'privacy.lead': 'Was aufbewahrt wird, wo, und wie es wieder verschwindet.',
  'privacy.service.title': 'Beim Dienst',
  'privacy.service':
    'Deine Adresse, der Name und die Worte über dich, die du angibst, was du schreibst, Dateien, die du hinzufügst, deine Unterschriften, deine Punkte, was dein Posteingang dir in den letzten 90 Tagen gesagt hat, und die Geräte, auf denen du angemeldet bist, mit dem Zeitpunkt der letzten Nutzung. Öffentliche Aufgaben, Namen, erledigte Arbeit und Punkte können alle sehen.',
  'privacy.chain.title': 'In der Blockchain',
  'privacy.chain':
    'Hashes dessen, was beide Seiten unterschrieben haben, und, wenn Punkte ausgezahlt werden, die Adressen, die Punkte und die Unterschriften. Texte und Bilder kommen nie dorthin. Was in einer Blockchain steht, kann niemand löschen.',
  'privacy.device.title': 'Auf diesem Gerät',
  'privacy.device':
    'Was dich angemeldet hält, unfertige Entwürfe, die gewählte Wallet, Sprache und Farben und eine Kopie der App selbst. Es gibt keine Cookies, keine Werbung und keine fremden Skripte.',
  'privacy.photos.title': 'Fotos',
  'privacy.photos':
    'Dieser Browser entfernt vor dem Senden, wo und womit ein Bild aufgenommen wurde. Was das Bild selbst zeigt, bleibt.',
  'privacy.erase.title': 'Wieder gehen',
  'privacy.erase':
    'In den Einstellungen kannst du alles, was der Dienst über dich hat, als Datei sichern oder löschen. Adressen, Punkte und Hashes bleiben, damit die Nachweise der anderen ihren Sinn behalten.',
  'privacy.erase.link': 'Zu den Einstellungen',
}
