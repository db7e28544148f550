// Puts the last committed figure of each row beside the new one, into bench/results/*.json, so that a regression is seen.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// A goal that moved does not make it another row: the bound that a name states is left out.
const bound = / \((goal|limit)[^)]*\)|[,:] (at (most|least)|under|less than) .*$/g;
const key = row => `${row.goal} ${row.name.replace(bound, '')} ${row.unit}`;

function committed(file) {
  try {
    const text = execFileSync('git', ['show', `HEAD:bench/results/${file}`], {
      cwd: fileURLToPath(new URL('..', import.meta.url)), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26,
    });
    return JSON.parse(text);
  } catch {
    return null; // no git here, or a suite that was never committed
  }
}

/** The result, each row with `previous`. A result that is committed already keeps what it was written with. */
export function withPrevious(file, result) {
  const before = committed(file);
  if (before === null || before.measuredAt === result.measuredAt) return result;
  const figures = new Map();
  for (const row of before.rows) if (!figures.has(key(row))) figures.set(key(row), row.ours);
  return { ...result, rows: result.rows.map(row => ({ ...row, previous: figures.get(key(row)) ?? null })) };
}
