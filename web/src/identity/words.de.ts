import type { identityFirstEn } from './firstWords.en'
import type { signInEn } from './signInWords.en'
import type { identityEn } from './words.en'

export const identityDe: Record<
  keyof typeof identityFirstEn | keyof typeof signInEn | keyof typeof identityEn,
  string
> = {
  'sign-in.action': 'Anmelden',
  'sign-in.title': 'Mit deiner Wallet anmelden',
  'sign-in.lead':
    'Deine Wallet ist dein Konto. Du unterschreibst eine Nachricht; das kostet und bewegt nichts.',
  'sign-in.injected': 'Browser-Wallet',
  'sign-in.none.title': 'Keine Wallet in diesem Browser gefunden',
  'sign-in.none.text':
    'CivicForge erkennt dich an deiner Wallet statt an einem Passwort. Installiere eine als Browser-Erweiterung oder öffne diese Seite im Browser deiner Wallet, dann komm wieder.',
  'sign-in.none.link': 'Eine Wallet finden',
  'sign-in.statement': 'Sign in to CivicForge. This costs nothing and moves nothing.',
  'sign-in.waiting.title': 'Schau in deine Wallet',
  'sign-in.waiting.text': 'Sie bittet dich, dich zu verbinden und eine Nachricht zu unterschreiben.',
  'sign-in.other': 'Andere Wallet verwenden',
  'sign-in.chain.title': 'Wechsle zuerst zu {{chain}}',
  'sign-in.chain.text':
    'Deine Wallet ist auf Chain {{given}}. CivicForge arbeitet auf {{chain}} (Chain {{wanted}}), und eine Unterschrift für die falsche Chain ist nichts wert.',
  'sign-in.chain.switch': 'Zu {{chain}} wechseln',
  'sign-in.needed': 'Melde dich an, um weiterzumachen',
  'welcome.name': 'Wie sollen andere dich nennen?',
  'welcome.hint': 'Ein Vorname genügt; alle können ihn sehen. Höchstens {{max}} Zeichen.',
  'welcome.save': 'Diesen Namen verwenden',
  'welcome.later': 'Jetzt nicht',
  'welcome.label': 'Einen Namen wählen',
  'account.menu': 'Konto von {{name}}',
  'account.profile': 'Profil',
  'account.settings': 'Einstellungen',
  'account.missing': 'Das Kontomenü konnte nicht geladen werden. Versuche es noch einmal.',
  'account.sign-out': 'Abmelden',
  'settings.title': 'Einstellungen',
  'settings.reason': 'Profil, Geräte und Daten gehören zu deinem Konto.',
  'settings.profile': 'Profil',
  'settings.name': 'Anzeigename',
  'settings.name.hint': 'Steht neben deiner Adresse. Bis zu {{max}} Zeichen.',
  'settings.bio': 'Über dich',
  'settings.bio.hint': 'Bis zu {{max}} Zeichen.',
  'settings.save': 'Speichern',
  'settings.saved': 'Dein Profil ist gespeichert.',
  'settings.look': 'Aussehen und Sprache',
  'settings.scheme': 'Farben',
  'settings.scheme.auto': 'Wie das System',
  'settings.scheme.light': 'Hell',
  'settings.scheme.dark': 'Dunkel',
  'settings.language': 'Sprache',
  'settings.sessions': 'Wo du angemeldet bist',
  'settings.sessions.this': 'Dieses Gerät',
  'settings.sessions.unknown': 'Unbekanntes Gerät',
  'settings.sessions.used': 'Zuletzt benutzt {{when}}',
  'settings.sessions.end': 'Sitzung beenden',
  'settings.sessions.end-all': 'Überall abmelden',
  'settings.sessions.ended': 'Die Sitzung ist beendet.',
  'settings.data': 'Deine Daten',
  'settings.export.text':
    'Profil, Geräte, Aufgaben, Unterschriften, Quittungen und Punkte als eine JSON-Datei. Deine hochgeladenen Dateien stehen mit ihren Adressen darin.',
  'settings.export': 'Alles als Datei sichern',
  'settings.erase': 'CivicForge verlassen',
  'settings.erase.text':
    'Löscht deinen Namen, alles, was du geschrieben hast, deine hochgeladenen Dateien, deinen Posteingang und alle Sitzungen, sofort und endgültig. Deine offenen Aufgaben werden abgesagt.',
  'settings.erase.stays':
    'Deine Adresse, deine Punkte sowie Hashes und Unterschriften erledigter Aufgaben bleiben: Nachweise lassen sich ohne Titel weiter prüfen, und Belohnungen kommen weiter an.',
  'settings.erase.action': 'Meine Daten löschen',
  'settings.erase.sure':
    'Das lässt sich nicht rückgängig machen. Sichere vorher alles als Datei, wenn du es behalten willst. Jetzt löschen?',
  'settings.erase.done': 'Deine Daten sind gelöscht, und du bist abgemeldet.',
  'settings.erase.quest': 'Aufgabe …{{id}}',
}
