// The goals of the benches, and whether the result files meet them: figure and verdict are read, never written by hand.

const at = 'ours', limit = 'ratioToLimit', peer = 'ratioToBestPeer';

/** Goal, what it asks, suite, row, member of the row, bound (≤ most, ≥ least), unit. A row that is not there is not measured. */
const bounds = [
  ['P1', 'verify one attestation, times bare libsecp256k1', 'verify', /^verify one attestation/, limit, { most: 1.05 }, '×'],
  ['P1', 'the same on two threads, times two bare processes', 'verify', /^the same on two threads/, limit, { most: 1.05 }, '×'],
  ['P2', 'a tree of 1,000,000 leaves, one thread, times faster than OpenZeppelin', 'merkle', /^1,000,000 leaves, \w+, one thread/, row => row.peers['@openzeppelin/merkle-tree'] / row.ours, { least: 400 }, '×'],
  ['P2', 'a tree of 10,000,000 leaves, one thread', 'merkle', /^10,000,000 leaves, \w+, one thread/, at, { most: 3200 }, 'ms'],
  ['P2', 'its memory beside its input', 'merkle', /^10,000,000 leaves, memory/, at, { most: 70 }, 'bytes/leaf'],
  ['P2', 'inclusion proof of a sealed leaf, from storage', 'merkle', /^inclusion proof/, at, { most: 50 }, 'µs'],
  ['P3', 'durable attestations over HTTP, share of the ceiling', 'ingest', /^attestations over HTTP/, row => 100 / row.ratioToLimit, { least: 50 }, '%'],
  ['P3', 'times the best peer', 'ingest', /^attestations over HTTP/, peer, { least: 10 }, '×'],
  ['P3', '99th percentile, first signature', 'ingest', /^99th percentile, first/, at, { most: 50 }, 'ms'],
  ['P3', '99th percentile, second signature', 'ingest', /^99th percentile, second/, at, { most: 50 }, 'ms'],
  ['P4', 'anchor a batch of any size', 'gas', /^anchor a batch/, at, { most: 54500 }, 'gas'],
  ['P4', 'claim with both signatures, new member', 'gas', /^claim at depth 16 with both signatures, new/, at, { most: 122000 }, 'gas'],
  ['P4', 'the same, known member', 'gas', /^claim at depth 16 with both signatures, known/, at, { most: 105000 }, 'gas'],
  ['P4', 'each of twenty claims together, new members', 'gas', /^claimMany of 20 .*new/, at, { most: 90000 }, 'gas'],
  ['P4', 'the same, known members', 'gas', /^claimMany of 20 .*known/, at, { most: 73000 }, 'gas'],
  ['P4', 'other rows of the suite with a goal of their own (passkey accounts)', 'gas', row => row.goal === 'P4' && /passkey/i.test(row.name), 'met'],
  ['P5', '20,000 claims indexed, from process start', 'index', /^index 20,000 claims/, at, { least: 20000 }, '1/s'],
  ['P5', 'behind live with 1,000 claims a block, median; a poll is 1 s', 'index', /^live, 1,000 claims/, at, { most: 1 }, 's'],
  ['P5', 'the slowest block, with the work it makes', 'index', /^the slowest of them/, at, { most: 1.25 }, 's'],
  ['P6', '99th percentile of a proof at 1,000,000, 1,000 a second', 'read', /^1,000,000 att.*proof.*99th/, at, { most: 5 }, 'ms'],
  ['P6', '99th percentile of a board page at 1,000,000, 1,000 a second', 'read', /^1,000,000 att.*board.*99th/, at, { most: 20 }, 'ms'],
  ['P6', 'sealing 65,536 at 1,000,000', 'read', /^1,000,000 att.*seal a batch/, at, { most: 800 }, 'ms'],
  ['P7', 'the API, from its start until it is ready', 'start', /^the API, from its start/, at, { most: 0.8 }, 's'],
  ['P7', 'resident memory of the API under the load of P3', 'ingest', /^resident memory of the API/, at, { most: 180 }, 'MiB'],
  ['P7', 'the verifier as one native file, one run', 'start', /^the verifier as one native file/, at, { most: 10 }, 'ms'],
  ['P7', 'its largest resident memory', 'start', /^its largest resident memory/, at, { most: 16 }, 'MiB'],
  ['P7', 'its size', 'start', /^its size/, at, { most: 8 }, 'MB'],
  ['P8', 'own content of the home screen, on the phone profile', 'web', /^home: the screen.s own content/, at, { most: 1500 }, 'ms'],
  ['P8', 'of the board', 'web', /^board: the screen.s own content/, at, { most: 1500 }, 'ms'],
  ['P8', 'of a quest', 'web', /^quest: the screen.s own content/, at, { most: 1500 }, 'ms'],
  ['P8', 'the verdict on a proof', 'web', /^proof: the screen.s own content/, at, { most: 2000 }, 'ms'],
  ['P8', 'scripts of the board, compressed', 'web', /^board: JavaScript/, at, { most: 150000 }, 'bytes'],
  ['P9', 'an event reaches the last of 10,000 event streams', 'live', /^an event reaches the last/, at, { most: 1000 }, 'ms'],
  ['P9', 'memory of the API for each of them', 'live', /^memory of the API/, at, { most: 8 }, 'KiB'],
  ['P10', 'hostile load: honest waits at most 3 × quiet, nothing fails or ends, memory and descriptors bounded', 'hostile', row => row.goal === 'P10', 'met'],
  ['P11', 'cost of an attestation flat from 10,000 to 10,000,000 rows', null, row => row.goal === 'P11', 'met'],
];

const verdict = isMet => (isMet ? 'met' : '**missed**');

/** Rows with a verdict of their own: how many are met. */
function counted(rows) {
  const judged = rows.filter(row => row.met !== null && row.met !== undefined);
  return judged.length === 0 ? null : [`${judged.filter(row => row.met).length} of ${judged.length} rows met`, verdict(judged.every(row => row.met))];
}

function judged(row, member, { most, least }, unit, number) {
  const figure = row === undefined ? null : typeof member === 'function' ? member(row) : row[member];
  return Number.isFinite(figure) ? [`${number(figure)} ${unit}`, verdict(most === undefined ? figure >= least : figure <= most)] : null;
}

export function goalsTable(results, number) {
  const lines = bounds.map(([goal, asks, suite, wanted, member, bound, unit]) => {
    const rows = results.filter(result => suite === null || result.suite === suite).flatMap(result => result.rows);
    const [figure, met] = (member === 'met' ? counted(rows.filter(wanted)) : judged(rows.find(row => wanted.test(row.name)), member, bound, unit, number)) ?? ['', 'not measured'];
    const asked = bound === undefined ? '' : bound.most === undefined ? `≥ ${number(bound.least)} ${unit}` : `≤ ${number(bound.most)} ${unit}`;
    return `| ${[goal, asks, asked, figure, met].join(' | ')} |`;
  });
  return ['| goal | what | bound | last figure | |', '|---|---|---|---|---|', ...lines].join('\n');
}
