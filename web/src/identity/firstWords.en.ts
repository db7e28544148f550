/** What the header says of who is here. It comes with the app. */
export const identityFirstEn = {
  'sign-in.action': 'Sign in',
  'sign-in.needed': 'Sign in to go on',
  'account.menu': 'Account of {{name}}',
  'account.missing': 'The account menu could not be loaded. Try again.',
} as const
