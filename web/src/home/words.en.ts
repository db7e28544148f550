/** What the first screen says. It comes with the app; the words of the other screens come with them. */
export const homeEn = {
  'home.title': 'Good work, signed by both sides',
  'home.lead':
    'Somebody posts a small job for the neighbourhood. Somebody does it. Both sign that it is done, and the proof is anchored where nobody can quietly change it.',
  'home.board': 'See the quests',
  'home.verify': 'Verify a proof',
  'home.picture':
    'Two half rings, one from each person, close around one finished quest; below, it is anchored in a chain of blocks.',
  'home.picture.creator': 'who asked for it signs',
  'home.picture.performer': 'who did it signs',
  'home.open': 'Open quests',
  'home.completed': 'Done and signed',
  'home.signatures': 'Signatures',
  'home.members': 'Members',
  'home.xp': 'XP earned',
  'home.how': 'How it works',
  'home.how.post': 'Post',
  'home.how.post.text': 'Say what should be better afterwards, and when it counts as done.',
  'home.how.do': 'Do',
  'home.how.do.text': 'Take a quest, do it, hand in a few words and photos.',
  'home.how.sign': 'Sign, both of you',
  'home.how.sign.text': 'Each sees exactly what is signed. One signature alone counts for nothing.',
  'home.how.keep': 'Keep the proof',
  'home.how.keep.text': 'A file that anybody can check, with or without us.',
  'home.latest': 'Latest, signed by both sides',
  'home.latest.both': 'Both have signed',
  'home.latest.who': '{{performer}} for {{creator}}',
} as const
