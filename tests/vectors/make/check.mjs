// What every generator needs: agreement of two libraries, or no vector at all.
import { keccak256, concat, numberToHex } from 'viem';

export function same(a, b, what) {
  const text = v => typeof v === 'string' ? v : JSON.stringify(v, (_, x) => typeof x === 'bigint' ? x.toString() : x);
  if (text(a) !== text(b)) throw new Error(`${what}: ${text(a)} != ${text(b)}`);
  return a;
}

export function mustThrow(run, what) {
  let result;
  try { result = run(); } catch { return; }
  throw new Error(`${what}: accepted, gave ${JSON.stringify(result)}`);
}

/** `length` reproducible bytes that depend on `seed`: keccak256(seed ‖ counter) in a row. */
export function randomBytes(seed, length) {
  let out = '0x';
  for (let i = 0; out.length < 2 + 2 * length; i++) {
    out = concat([out, keccak256(concat([keccak256(new TextEncoder().encode(seed)), numberToHex(i, { size: 4 })]))]);
  }
  return out.slice(0, 2 + 2 * length);
}

/** One row a line, so that a diff shows the row that changed. */
export function rows(object) {
  const plain = (_, v) => typeof v === 'bigint' ? v.toString() : v;
  const members = Object.entries(object).map(([key, value]) => Array.isArray(value)
    ? `${JSON.stringify(key)}: [\n${value.map(v => '  ' + JSON.stringify(v, plain)).join(',\n')}\n]`
    : `${JSON.stringify(key)}: ${JSON.stringify(value, plain)}`);
  return `{\n${members.join(',\n')}\n}\n`;
}
