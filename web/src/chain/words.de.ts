import type { chainEn } from './words.en'

export const chainDe: Record<keyof typeof chainEn, string> = {
  'wallet.rejected.title': 'Du hast in deiner Wallet abgelehnt',
  'wallet.rejected.advice':
    'Das ist in Ordnung. Nichts wurde unterschrieben, nichts ist verloren; versuche es, wann du magst.',
  'wallet.pending.title': 'In deiner Wallet wartet schon eine Anfrage',
  'wallet.pending.advice': 'Öffne deine Wallet, beantworte oder schließe sie, dann versuche es noch einmal.',
  'wallet.unauthorised.title': 'Deine Wallet hat dieser Seite das Konto nicht freigegeben',
  'wallet.unauthorised.advice': 'Verbinde das Konto in deiner Wallet, dann versuche es noch einmal.',
  'wallet.unsupported.title': 'Das kann deine Wallet nicht',
  'wallet.unsupported.advice':
    'Sie muss Typed Data (EIP-712) unterschreiben. Die meisten können das; wähle eine andere.',
  'wallet.disconnected.title': 'Deine Wallet ist nicht verbunden',
  'wallet.disconnected.advice': 'Öffne sie, warte, bis sie wieder da ist, dann versuche es noch einmal.',
  'wallet.chain-disconnected.title': 'Deine Wallet erreicht diese Chain nicht',
  'wallet.chain-disconnected.advice':
    'Prüfe die Adresse der Chain in deiner Wallet, dann versuche es noch einmal.',
  'wallet.unknown-chain.title': 'Deine Wallet kennt diese Chain nicht',
  'wallet.unknown-chain.advice': 'Füge die Chain in deiner Wallet hinzu, dann versuche es noch einmal.',
  'wallet.wrong-chain.title': 'Deine Wallet ist noch auf einer anderen Chain',
  'wallet.wrong-chain.advice': 'Wechsle die Chain in deiner Wallet, dann versuche es noch einmal.',
  'wallet.wrong-account.title': 'Deine Wallet ist auf einem anderen Konto',
  'wallet.wrong-account.advice': 'Wähle das Konto, mit dem du angemeldet bist, dann versuche es noch einmal.',
  'wallet.no-account.title': 'Deine Wallet hat kein Konto freigegeben',
  'wallet.no-account.advice': 'Entsperre sie, wähle ein Konto, dann versuche es noch einmal.',
  'wallet.missing.title': 'Die Wallet deiner Anmeldung ist nicht hier',
  'wallet.missing.advice': 'Entsperre oder installiere sie, oder melde dich mit einer anderen neu an.',
  'wallet.timeout.title': 'Deine Wallet hat nicht geantwortet',
  'wallet.timeout.advice':
    'Vielleicht liegt ihr Fenster hinter diesem. Öffne sie und versuche es noch einmal.',
  'wallet.switched':
    'Deine Wallet ist bei {{other}}. Angemeldet bist du als {{own}}, und nur dieses Konto kann hier unterschreiben.',
  'wallet.switched.choose': 'Konto wählen',
  'wallet.internal.title': 'Deine Wallet hat einen Fehler gemeldet',
  'wallet.internal.advice':
    'Nichts wurde unterschrieben. Versuche es noch einmal oder starte deine Wallet neu.',
}
