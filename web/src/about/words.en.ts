export const aboutEn = {
  'about.lead': 'Neighbours help one another, and both sides sign that it was done.',
  'about.what.title': 'What it is',
  'about.what':
    'Somebody posts a quest, somebody else does it, and both sign with their own wallets that it was done. The two signatures become a proof that anyone can check, for as long as the blockchain it is anchored to exists, without asking us.',
  'about.not.title': 'What it is not',
  'about.not':
    'Two signatures show that two keys agreed. They do not show that two different people hold the keys, or that the work is good. XP and reputation are points; they cannot be sold or passed on.',
  'about.who.title': 'Who runs it',
  'about.who':
    'CivicForge is free software (Apache-2.0), and anybody may run it. This copy answers at {{host}}. Whoever runs {{host}} can read what you write here, and cannot make up a signature of yours.',
  'about.chain.title': 'Where proofs are anchored',
  'about.chain': 'Chain {{name}} ({{id}}), registry {{registry}}.',
  'about.chain.sandbox':
    'This is a sandbox: a test chain on one machine, with made-up wallets. Nothing here has value, and nothing lasts.',
  'about.more': 'Read on',
  'about.source': 'What the API offers',
  'help.lead': 'Short answers to what people ask first.',
  'help.wallet.title': 'Why do I need a wallet?',
  'help.wallet':
    'A wallet holds a key that only you have. Here it stands in for a password, and it signs. Signing in and signing cost nothing and move nothing; CivicForge never asks for a payment.',
  'help.points.title': 'What are the points for?',
  'help.points':
    'XP and reputation show what somebody has done, signed by those it was done for. Creation points let you post quests: there are some to begin with, and finished work earns more. How many you have is on My work.',
  'help.lost.title': 'I have lost my wallet',
  'help.lost':
    'What you signed stays proven, and your points stay with that address. Nobody, not even whoever runs this copy, can give you the account back. Sign in with a new wallet and begin again.',
  'help.offline.title': 'What works without a connection?',
  'help.offline':
    'Verifying a proof file, reading what you had open, and writing: drafts are kept on this device. What only a chain can tell is checked once you are back online.',
  'help.wrong.title': 'Something went wrong',
  'help.wrong':
    'Try again first: nothing you wrote is lost. Some messages end in a short code; tell it to whoever runs this copy, and they can look up what happened.',
  'privacy.lead': 'What is kept, where, and how it goes away.',
  'privacy.service.title': 'On the service',
  'privacy.service':
    'Your address, the name and the words about yourself that you add, what you write, the files you add, your signatures, your points, what your inbox has told you in the last 90 days, and the devices you are signed in on with the time of their last use. Public quests, names, finished work and points can be seen by everyone.',
  'privacy.chain.title': 'On the blockchain',
  'privacy.chain':
    'Hashes of what both sides signed, and, when points are paid, the addresses, the points and the signatures. Texts and pictures never go there. What is on a blockchain cannot be erased by anybody.',
  'privacy.device.title': 'On this device',
  'privacy.device':
    'What keeps you signed in, unfinished drafts, the wallet you chose, language and colours, and a copy of the app itself. There are no cookies, no advertising and no one else’s scripts.',
  'privacy.photos.title': 'Photos',
  'privacy.photos':
    'Before a picture is sent, this browser removes where and with what it was taken. What the picture itself shows stays.',
  'privacy.erase.title': 'Leaving',
  'privacy.erase':
    'In the settings you can save everything the service holds about you as one file, or erase it. Addresses, points and hashes stay, so that the proofs of others keep their meaning.',
  'privacy.erase.link': 'Go to the settings',
} as const
