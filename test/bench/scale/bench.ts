// `npm run bench:scale`: releases to thousands of targets, from their build to their end; `-- NAME…` plays some.

import { fleet, partly, promoted, takenBack } from './fleets.ts';
import { played } from './played.ts';

/** Each in a process of its own says most of memory: `npm run bench:scale -- wave-10000`. */
const plays: Readonly<Record<string, () => readonly [pipeline: string, scenario: unknown]>> = {
  'waves-120': () => [fleet({ targets: 120, waves: 12 }), promoted],
  'waves-1000': () => [fleet({ targets: 1_000, waves: 12 }), promoted],
  'wave-1000': () => [fleet({ targets: 1_000, waves: 1 }), promoted],
  'partly-1000': () => [fleet({ targets: 1_000, waves: 1, minHealthy: '95%' }), partly(1_000)],
  'wave-10000': () => [fleet({ targets: 10_000, waves: 1 }), promoted],
  'back-1000': () => [fleet({ targets: 1_000, waves: 1 }), takenBack('fleet-500')],
};

const names = process.argv.slice(2);
for (const name of names.length > 0 ? names : Object.keys(plays)) {
  const play = plays[name];
  if (play === undefined)
    throw new Error(`expected one of ${Object.keys(plays).join(', ')}, got ${name}`);
  process.stdout.write(`${name} ${JSON.stringify(await played(...play()))}\n`);
}
