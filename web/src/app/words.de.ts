import type { appEn } from './words.en'

export const appDe: Record<keyof typeof appEn, string> = {
  'app.home': 'CivicForge, Startseite',
  'app.nav': 'Bereiche',
  'app.nav.phone': 'Bereiche, in Reichweite',
  'app.nav.board': 'Aufgaben',
  'app.nav.my-work': 'Meine Arbeit',
  'app.nav.to-dos': '{{count}} zu tun',
  'app.nav.inbox': 'Posteingang',
  'app.nav.unread': 'Posteingang, {{count}} ungelesen',
  'app.nav.verify': 'Prüfen',
  'app.nav.batches': 'Register',
  'app.nav.operator': 'Betrieb',
  'app.skip': 'Zum Inhalt springen',
  'app.footer': 'Gute Arbeit, von beiden Seiten unterschrieben. Apache-2.0.',
  'app.footer.api': 'API-Referenz',
  'app.footer.about': 'Über CivicForge',
  'app.footer.links': 'Über diese App',
  'app.language.missing': '{{name}} konnte nicht geladen werden. Versuche es noch einmal.',
  'app.sandbox': 'Sandkasten: eine Test-Chain auf diesem Rechner. Nichts hier hat einen Wert.',
  'app.session-ended': 'Deine Anmeldung ist abgelaufen. Was du geschrieben hast, bleibt auf diesem Gerät.',
  'app.offline.stay': 'Keine Verbindung. Diese Seite öffnet sich, sobald du wieder online bist.',
  'app.offline.title': 'Keine Verbindung',
  'app.offline.text':
    'Diese Seite braucht eine. Versuche es wieder, sobald du online bist; Nachweisdateien kannst du schon jetzt prüfen.',
  'app.offline.verify': 'Einen Nachweis prüfen',
  'about.title': 'Über CivicForge',
  'help.title': 'Hilfe',
  'privacy.title': 'Datenschutz',
  'status.title': 'Zustand',
  'app.loading': 'Wird geladen',
  'app.dismiss': 'Ausblenden',
  'app.cancel': 'Abbrechen',
  'app.close': 'Schließen',
  'app.more': 'Mehr anzeigen',
  'app.scheme.to-light': 'Helle Farben verwenden',
  'app.scheme.to-dark': 'Dunkle Farben verwenden',
  'app.offline':
    'Keine Verbindung. Du kannst lesen, was du siehst, und Nachweisdateien prüfen; alles Weitere geht, sobald du wieder online bist.',
  'app.chain-down':
    'Die Chain ist gerade nicht erreichbar. Mach einfach weiter: Alles wird aufbewahrt und später verankert.',
  'app.maintenance.read-only':
    'Wartung: Lesen und Prüfen geht. Was du abschickst, wird aufgehoben und geht danach von selbst hinaus.',
  'app.maintenance.on':
    'Wartung: Der Dienst ist für eine Weile geschlossen. Nachweisdateien kannst du prüfen, und was du geschrieben hast, bleibt.',
  'app.maintenance.reason': 'Grund: {{reason}}',
  'app.maintenance.until': 'Voraussichtlich bis {{time}}.',
  'app.maintenance.held': 'Wartet darauf, gesendet zu werden: {{count}}.',
  'app.not-found.title': 'Nicht gefunden',
  'app.not-found.heading': 'Unter dieser Adresse ist nichts',
  'app.not-found.text': 'Vielleicht ist der Link vertippt, oder das Ziel gibt es nicht mehr.',
  'app.not-found.action': 'Zu den Aufgaben',
  'app.crash.title': 'Etwas ist kaputtgegangen',
  'app.crash.home': 'Zur Startseite',
  'error.details': 'Angaben für den Support',
  'error.retry': 'Noch einmal versuchen',
  'error.unreachable.title': 'Der Dienst hat nicht geantwortet',
  'error.unreachable.advice':
    'Prüfe deine Verbindung und versuche es noch einmal. Deine Eingaben sind noch da.',
  'error.refused.advice': 'Es wurde nichts geändert.',
  'error.part.title': 'Dieser Teil konnte nicht geladen werden',
  'error.part.advice':
    'Vielleicht ist die Verbindung abgerissen. Was du geschrieben hast, bleibt; versuche es noch einmal.',
  'error.broken.title': 'Dieser Teil lässt sich nicht anzeigen',
  'error.broken.advice': 'Etwas darin war nicht wie erwartet. Der Rest der Seite ist nicht betroffen.',
  'error.unknown.title': 'Etwas Unerwartetes ist passiert',
  'error.unknown.advice': 'Versuche es noch einmal. Wenn es wieder passiert, lade die Seite neu.',
  'problem.unauthenticated': 'Deine Sitzung ist zu Ende. Melde dich neu an.',
  'problem.session-revoked': 'Deine Sitzung wurde beendet. Melde dich neu an.',
  'problem.siwe-domain-mismatch': 'Von dieser Adresse der App nimmt der Dienst keine Anmeldungen an.',
  'problem.siwe-uri-mismatch': 'Von dieser Adresse der App nimmt der Dienst keine Anmeldungen an.',
  'problem.siwe-chain-mismatch':
    'Deine Wallet hat für eine andere Chain unterschrieben. Wechsle die Chain und melde dich neu an.',
  'problem.siwe-nonce-unknown': 'Diese Anmeldung war zu alt. Fang noch einmal an.',
  'problem.siwe-expired':
    'Die Anmeldung ist abgelaufen. Prüfe die Uhr dieses Geräts und fang noch einmal an.',
  'problem.siwe-not-yet-valid': 'Die Uhr dieses Geräts geht vor. Stelle sie richtig und fang noch einmal an.',
  'problem.siwe-signature-invalid': 'Diese Unterschrift stammt nicht von dem gewählten Konto.',
  'problem.forbidden': 'Dein Konto darf das nicht.',
  'problem.not-a-party': 'Das dürfen nur die beiden Beteiligten dieser Aufgabe.',
  'problem.own-quest': 'Deine eigene Aufgabe kannst du nicht übernehmen.',
  'problem.quest-not-found': 'Diese Aufgabe gibt es nicht.',
  'problem.member-not-found': 'Mit dieser Adresse hat sich hier noch niemand angemeldet.',
  'problem.batch-not-found': 'Diesen Stapel gibt es nicht.',
  'problem.invalid-id': 'Dieser Link ist nicht vollständig.',
  'problem.not-found': 'Hier ist nichts.',
  'problem.invalid-transition': 'Die Aufgabe ist schon weiter, das geht nicht mehr.',
  'problem.claimed-before': 'Du hattest diese Aufgabe schon. Jetzt sind andere an der Reihe.',
  'problem.too-many-open-claims':
    'Zu viele Aufgaben sind übernommen und noch nicht fertig. Erst muss eine abgeschlossen oder zurückgegeben werden.',
  'problem.too-many-open-quests': 'Du hast {{have}} offene Aufgaben; {{limit}} sind zugleich erlaubt.',
  'problem.too-many-open-requests':
    'Du hast um {{have}} private Aufgaben gebeten; {{limit}} sind zugleich erlaubt.',
  'problem.requests-full': 'Schon viele Mitglieder bitten um diese Aufgabe.',
  'problem.request-not-found': 'Dieses Mitglied bittet nicht mehr um die Aufgabe.',
  'problem.your-turn': 'Du bist selbst an der Reihe.',
  'problem.nudged-before': 'Vor weniger als einem Tag wurde schon erinnert. Versuch es später noch einmal.',
  'problem.already-signed':
    'Eine Seite hat diese Arbeit schon unterschrieben; sie lässt sich nicht mehr zurückziehen.',
  'problem.already-claimed': 'Jemand war einen Moment schneller und hat diese Aufgabe übernommen.',
  'problem.quest-changed': 'Die Aufgabe wurde geändert, seit du sie geöffnet hast. Lies sie noch einmal.',
  'problem.not-enough-creation-points': 'Du hast {{have}} Erstellpunkte; eine Aufgabe kostet {{need}}.',
  'problem.open-obligations': 'Du hast noch laufende Aufgaben. Beende sie zuerst oder gib sie zurück.',
  'problem.not-awaiting-attestation': 'Diese Aufgabe wartet nicht auf Unterschriften.',
  'problem.already-attested':
    'Du hast schon mit anderem Ergebnis unterschrieben. Die erste Unterschrift gilt.',
  'problem.deadline-passed':
    'Diese Unterschriftsanfrage ist abgelaufen. Lade sie neu und unterschreibe die neue.',
  'problem.evidence-has-location':
    'Diese Datei sagt, wo sie entstand. Speichere sie ohne das (drucke sie als PDF, oder mach ein Bildschirmfoto) und füge sie neu hinzu.',
  'problem.evidence-not-accounted':
    'Diese Datei enthält mehr als ihre Seiten. Drucke sie als PDF, oder mach ein Bildschirmfoto, und füge das hinzu.',
  'problem.picture-too-large': 'Dieses Bild hat zu viele Pixel. Speichere es kleiner und füge es neu hinzu.',
  'problem.evidence-in-use': 'Diese Datei gehört zu einer abgegebenen Arbeit. Hol zuerst die Arbeit zurück.',
  'problem.evidence-quota':
    'Für diese Datei ist kein Platz. Entferne eine, die du nicht brauchst, oder füge eine kleinere hinzu.',
  'problem.evidence-day-quota':
    'Für heute ist genug hochgeladen. Mach morgen weiter, oder gib mit den vorhandenen Dateien ab.',
  'problem.evidence-storage-full':
    'Der Dienst hat gerade keinen Platz für Dateien. Sag bitte dem Betreiber Bescheid; Worte ohne Dateien kannst du abgeben.',
  'problem.evidence-required': 'Diese Aufgabe verlangt mindestens eine Datei.',
  'problem.evidence-unknown': 'Eine der Dateien ist nicht angekommen. Füge sie noch einmal hinzu.',
  'problem.too-many-files': 'Mehr Dateien kann diese Aufgabe nicht aufnehmen.',
  'problem.body-too-large': 'Diese Datei ist zu groß.',
  'problem.unsupported-media-type': 'Diese Art von Datei kann nicht hinzugefügt werden.',
  'problem.signer-mismatch': 'Die Unterschrift stammt von einem anderen Konto als dem angemeldeten.',
  'problem.signature-invalid': 'Deine Wallet hat etwas zurückgegeben, das keine Unterschrift ist.',
  'problem.signature-malleable':
    'Deine Wallet hat eine alte Form von Unterschrift zurückgegeben, die nicht gilt.',
  'problem.wallet-not-deployed': 'Deine Vertrags-Wallet gibt es auf dieser Chain noch nicht.',
  'problem.signature-inconclusive':
    'Die Unterschrift deiner Vertrags-Wallet lässt sich nicht prüfen, solange die Chain schweigt. Versuche es später.',
  'problem.not-anchored-yet': 'Diese Aufgabe ist fertig, ihr Nachweis ist auf dem Weg zur Chain.',
  'problem.not-complete': 'Erst müssen beide unterschreiben, dann gibt es einen Nachweis.',
  'problem.not-dual-attested':
    'Über diese Aufgabe hat die Moderation entschieden, darum gibt es keinen beidseitig unterschriebenen Nachweis.',
  'problem.validation-failed': 'Sieh dir einige Felder noch einmal an.',
  'problem.rate-limited': 'Das war viel in kurzer Zeit. Warte einen Moment und versuche es noch einmal.',
  'problem.too-many-connections':
    'Dein Netz hält schon so viele Verbindungen zum Dienst, wie es darf. Schließe ein paar Seiten und versuche es gleich noch einmal.',
  'problem.too-many-streams':
    'Aus deinem Netz warten zu viele Seiten auf Neues. Schließe ein paar und versuche es gleich noch einmal.',
  'problem.too-slow': 'Das hat zu lange gedauert. Versuche es mit einer schnelleren Verbindung noch einmal.',
  'problem.internal': 'Bei uns ist etwas kaputtgegangen.',
  'problem.maintenance':
    'Der Dienst wird gerade gewartet. Was du geschrieben hast, bleibt; versuche es später noch einmal.',
  'problem.unavailable': 'Der Dienst holt gerade Luft. Versuche es gleich noch einmal.',
}
