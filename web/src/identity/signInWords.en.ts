/** What signing in, the first question after it and the member's menu say. They come with the dialog. */
export const signInEn = {
  'sign-in.title': 'Sign in with your wallet',
  'sign-in.lead': 'Your wallet is your account. You sign one message; it costs nothing and moves nothing.',
  'sign-in.injected': 'Browser wallet',
  'sign-in.none.title': 'No wallet found in this browser',
  'sign-in.none.text':
    'CivicForge knows you by your wallet instead of a password. Install one as a browser extension, or open this page in your wallet’s own browser, then come back.',
  'sign-in.none.link': 'Find a wallet',
  'sign-in.statement': 'Sign in to CivicForge. This costs nothing and moves nothing.',
  'sign-in.waiting.title': 'Look at your wallet',
  'sign-in.waiting.text': 'It asks you to connect and to sign one message.',
  'sign-in.other': 'Use another wallet',
  'sign-in.chain.title': 'Switch to {{chain}} first',
  'sign-in.chain.text':
    'Your wallet is on chain {{given}}. CivicForge works on {{chain}} (chain {{wanted}}), and a signature for the wrong chain is worth nothing.',
  'sign-in.chain.switch': 'Switch to {{chain}}',
  'welcome.name': 'What should others call you?',
  'welcome.hint': 'A first name will do; everyone can see it. Up to {{max}} characters.',
  'welcome.save': 'Use this name',
  'welcome.later': 'Not now',
  'welcome.label': 'Choose a name',
  'account.profile': 'Profile',
  'account.settings': 'Settings',
  'account.sign-out': 'Sign out',
} as const
