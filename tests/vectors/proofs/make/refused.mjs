// Single edits of valid.json after which a reader refuses it: step `format` fails and every other step is skipped. `set` absent: the member is removed.
const wallet = (set) => ({ path: ['performerAttestation', 'kind'], set });

export function refused(valid) {
  const leaves = [];
  const walk = (value, path) => {
    if (path.length > 0) leaves.push({ path, value });
    if (typeof value === 'object' && !Array.isArray(value)) for (const [name, inner] of Object.entries(value)) walk(inner, [...path, name]);
  };
  walk(valid, []);
  const titles = new Set(['quest.title', 'creatorAttestation.message.quest', 'performerAttestation.message.quest']);
  const edits = [];
  for (const { path, value } of leaves) {
    if (path.join('.') !== 'content') edits.push({ path }, ...(titles.has(path.join('.')) ? [] : [{ path, set: null }]));
    edits.push({ path, set: typeof value === 'string' ? 7 : typeof value === 'number' ? String(value) : Array.isArray(value) ? {} : [] });
    if (typeof value === 'number') for (const set of [-1, 0.5, 2 ** 53, 1e300, true]) edits.push({ path, set });
    if (typeof value === 'string' && /^0x[0-9a-f]*$/i.test(value)) {
      for (const set of [value.slice(2), '0X' + value.slice(2), value.slice(0, -1), value + '0', value.slice(0, -1) + 'g', ' ' + value, value + '\n']) edits.push({ path, set });
      if (!isSignature(path)) edits.push({ path, set: value.slice(0, -2) }, { path, set: value + '00' }, { path, set: '0x' });
      if (isAddress(value)) edits.push({ path, set: value.toLowerCase() }, { path, set: '0x' + value.slice(2).toUpperCase() }, { path, set: flipCase(value) });
      else edits.push({ path, set: '0x' + value.slice(2).replace(/[a-f]/, c => c.toUpperCase()) });
    }
  }
  edits.push(...['xp', 'reputation'].flatMap(name => [['completed', name], ['creatorAttestation', 'message', name]]).map(path => ({ path, set: 2 ** 32 })));
  edits.push(...[['quest', 'id'], ['completed', 'questId']].flatMap(path => ['01950C3E-7a2b-7c4d-8e5f-0123456789ab', '01950c3e7a2b7c4d8e5f0123456789ab', '{01950c3e-7a2b-7c4d-8e5f-0123456789ab}', '01950c3e-7a2b-7c4d-8e5f-0123456789a', 'g1950c3e-7a2b-7c4d-8e5f-0123456789ab'].map(set => ({ path, set }))));
  edits.push({ path: ['format'], set: 'civicforge.proof/v2' }, { path: ['format'], set: 'CivicForge.proof/v1' }, { path: ['quest', 'outcome'], set: 'Done' }, { path: ['quest', 'outcome'], set: 'great' }, { path: ['quest', 'outcome'], set: '' });
  edits.push(wallet('erc1271'), wallet('erc6492'), wallet('ECDSA'), wallet('eip7702'), wallet(''));
  edits.push({ path: ['quest', 'title'], set: 'Another title' }, { path: ['content', 'evidence'], set: ['0x11'] }, { path: ['content', 'evidence'], set: [null] }, { path: ['merkle', 'proof'], set: [7] }, { path: ['merkle', 'proof'], set: ['0x'] });
  edits.push({ path: ['leaf', 'value'], set: [[]] }, { path: ['leaf', 'value'], set: [null] }, { path: ['leaf', 'value'], set: [0.5] }, { path: ['leaf', 'encoding'], set: [7] });
  return [...new Map(edits.map(edit => [JSON.stringify(edit), edit])).values()];
}

const isSignature = path => path.at(-1) === 'signature';
const isAddress = value => value.length === 42;
/** One letter of the checksum in the other case. */
const flipCase = address => { const at = address.slice(2).search(/[a-f]/i) + 2; const c = address[at]; return address.slice(0, at) + (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase()) + address.slice(at + 1); };
