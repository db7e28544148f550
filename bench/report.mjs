// Puts the last committed figures beside those of bench/results/*.json, shows both in bench/README.md, between its markers, and draws bench/results/merkle.svg and read.svg.
// Changes nothing else.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { goalsTable } from './goals.mjs';
import { withPrevious } from './previous.mjs';

const at = name => new URL(name, import.meta.url);
const results = readdirSync(at('results')).filter(f => f.endsWith('.json')).sort().map(file => {
  const result = JSON.parse(readFileSync(at(`results/${file}`), 'utf8')), beside = withPrevious(file, result);
  if (beside !== result) writeFileSync(at(`results/${file}`), `${JSON.stringify(beside, null, 2)}\n`);
  return beside;
});
const number = v => v === null || v === undefined ? '' : v.toLocaleString('en', { maximumFractionDigits: Math.abs(v) < 10 ? 2 : Math.abs(v) < 100 ? 1 : 0 });

const change = (now, before) => before === 0 || now === before ? '' : ` (${now > before ? '+' : '−'}${number(Math.abs(Math.round(1000 * (now / before - 1)) / 10))} %)`;
const previous = r => r.previous === null || r.previous === undefined ? '' : `${number(r.previous)}${change(r.ours, r.previous)}`;
const lines = rows => ['| goal | what | ours | previous | limit | ratio to limit | peers | best peer ÷ ours | goal met |', '|---|---|---|---|---|---|---|---|---|',
  ...rows.map(r => `| ${[r.goal, r.name, `${number(r.ours)} ${r.unit}`, previous(r), number(r.limit), number(r.ratioToLimit),
    Object.entries(r.peers).map(([name, value]) => `${name} ${number(value)}`).join('<br>'), r.ratioToBestPeer === null ? '' : `× ${number(r.ratioToBestPeer)}`, r.met === null ? '' : r.met ? 'met' : '**missed**'].join(' | ')} |`)];

/** A long suite shows the rows that carry a goal; the others are folded away. */
function table({ suite, measuredAt, machine, rows }) {
  const isLong = rows.length > 16, carry = rows.filter(r => !isLong || r.met !== null), others = rows.filter(r => !carry.includes(r));
  return [`### ${suite}`, '', `${measuredAt}: ${machine.cores} cores, ${machine.processor}, ${machine.os}, ${machine.runtime}. \`./civicforge bench ${suite}\``, '', ...lines(carry),
    ...(others.length === 0 ? [] : ['', `<details><summary>${others.length} rows without a goal</summary>`, '', ...lines(others), '', '</details>'])].join('\n');
}

/** Both axes logarithmic: one line a series. */
function plot(series, [least, most], [low, high], unit, over) {
  const [width, height, left, top] = [640, 360, 70, 20], plotted = { w: width - left - 190, h: height - top - 50 };
  const x = v => left + plotted.w * Math.log(v / least) / Math.log(most / least), y = v => top + plotted.h * (1 - Math.log(v / low) / Math.log(high / low));
  const powers = (a, b) => Array.from({ length: Math.round(Math.log10(b / a)) + 1 }, (_, i) => a * 10 ** i);
  const colours = ['#0b7285', '#2b8a3e', '#5f3dc4', '#c92a2a', '#e67700'];
  const grid = [...powers(low, high).map(v => `<line x1="${left}" y1="${y(v)}" x2="${left + plotted.w}" y2="${y(v)}" stroke="#ddd"/><text x="${left - 8}" y="${y(v) + 4}" text-anchor="end">${number(v)} ${unit}</text>`),
    ...powers(least, most).map(v => `<text x="${x(v)}" y="${top + plotted.h + 20}" text-anchor="middle">${number(v)}</text>`)];
  const lines = Object.entries(series).map(([name, points], i) => `<polyline fill="none" stroke="${colours[i]}" stroke-width="2" points="${points.map(([a, b]) => `${x(a).toFixed(1)},${y(b).toFixed(1)}`).join(' ')}"/>`
    + `<text x="${left + plotted.w + 8}" y="${y(points.at(-1)[1]) + 4}" fill="${colours[i]}">${name}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12"><rect width="${width}" height="${height}" fill="#fff"/>${grid.join('')}${lines.join('')}<text x="${left + plotted.w / 2}" y="${height - 8}" text-anchor="middle">${over}</text></svg>\n`;
}

const merkle = results.find(r => r.suite === 'merkle');
if (merkle) {
  const series = {};
  for (const row of merkle.rows.filter(r => r.name.includes('one thread') && Object.keys(r.peers).length > 0)) {
    const leaves = Number(row.name.split(' ')[0].replaceAll(',', '')), path = row.name.match(/leaves, (\w+)/)[1];
    (series[`ours, ${path}`] ??= []).push([leaves, row.ours]);
    for (const [peer, value] of Object.entries(row.peers)) if (!series[peer]?.some(([n]) => n === leaves)) (series[peer] ??= []).push([leaves, value]);
  }
  writeFileSync(at('results/merkle.svg'), plot(series, [1e4, 1e6], [1, 1e6], 'ms', 'leaves'));
}

const read = results.find(r => r.suite === 'read');
if (read) {
  const lines = { 'proof, median ms': /proof.*median/, 'board page, median ms': /board page.*median/, 'seal, µs a leaf': /seal, each/, 'audit, µs each': /audit, each/, 'database, kB each': /database$/ };
  const series = {}, sizes = [];
  for (const row of read.rows) {
    const [, size, what] = row.name.match(/^([\d,]+) attestations: (.*)$/), attestations = Number(size.replaceAll(',', ''));
    sizes.push(attestations);
    for (const [name, wanted] of Object.entries(lines)) if (wanted.test(what)) (series[name] ??= []).push([attestations, name.includes('kB') ? row.ours / 1000 : row.ours]);
  }
  writeFileSync(at('results/read.svg'), plot(series, [Math.min(...sizes), Math.max(...sizes)], [0.1, 1000], '', 'attestations in the database'));
}

function between(text, name, content) {
  const [before, after] = [`<!-- ${name} -->`, `<!-- /${name} -->`].map(mark => text.indexOf(mark));
  if (before < 0 || after < before) throw new Error(`bench/README.md has lost its markers <!-- ${name} --> and <!-- /${name} -->.`);
  return `${text.slice(0, before)}<!-- ${name} -->\n\n${content}\n\n${text.slice(after)}`;
}

const readme = between(readFileSync(at('README.md'), 'utf8'), 'goals', goalsTable(results, number));
writeFileSync(at('README.md'), between(readme, 'results', results.map(table).join('\n\n')));
console.log('bench/README.md shows bench/results');
