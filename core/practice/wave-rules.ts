// Rules on how much of production's traffic may change at a time.

import * as z from 'zod';
import { waveName } from '../wave-name.ts';
import { pathOfWave } from './places.ts';
import { type Breach, rule } from './rule.ts';
import { percentText, productionWavesOf, type Subject, saysWeights, sharesIn } from './subject.ts';

const percent = z.number().positive().max(100);

/** A planner keeps to what the policy says, where that is written into it. */
const fixBy = (planner: string) =>
  `let the first production wave change one small target (an alias, group or cell of its own), and say each target’s weight; or let a planner make the waves: ${planner}`;

/** What a planner takes: whole percents, unless there is not one. */
const writable = (most: number) => Math.floor(most) || most;

export const oneBoxFirst = rule({
  id: 'one-box-first',
  title: 'A one-box of at most 10% of the traffic first',
  why: 'Whatever tests have missed meets customers in the first wave: it should be as few of them as still make a measurement.',
  fix: fixBy('planner: {}'),
  level: 'warn',
  sees: 'waves',
  parameters: {
    percent: percent.default(10).meta({
      description: 'The largest share of production’s traffic that its first wave may change.',
    }),
  },
  check(subject, { percent: largest }) {
    const [first] = productionWavesOf(subject);
    if (first === undefined) return [];
    const share = sharesIn(subject)(first);
    if (share <= largest) return [];
    const text =
      `expected the first production wave, ${waveName(first)}, to change at most ${largest}% of the traffic, ` +
      `got ${percentText(share)}${weightless(subject)}`;
    const fix = fixBy(`planner: { oneBoxPercent: ${writable(largest)} }`);
    return [{ path: pathOfWave(subject.pipeline, first), text, fix }];
  },
});

export const waveShare = rule({
  id: 'wave-share',
  title: 'No wave over a third of the traffic',
  why: 'What a wave breaks is broken for its whole share until it is taken back, and what is left must carry the load meanwhile.',
  fix: 'split the wave, or let a planner make the waves: planner: { largestPercent: 33 }; say each target’s weight',
  level: 'warn',
  sees: 'waves',
  parameters: {
    percent: percent.default(33.4).meta({
      description: 'The largest share of production’s traffic that one wave may change.',
    }),
  },
  check(subject, { percent: largest }) {
    const shareOf = sharesIn(subject);
    return productionWavesOf(subject).flatMap((wave): Breach[] => {
      const share = shareOf(wave);
      if (share <= largest) return [];
      const text =
        `expected production wave ${waveName(wave)} to change at most ${largest}% of the traffic, ` +
        `got ${percentText(share)}${weightless(subject)}`;
      const fix = `split the wave, or let a planner make the waves: planner: { largestPercent: ${writable(largest)} }; say each target’s weight`;
      return [{ path: pathOfWave(subject.pipeline, wave), text, fix }];
    });
  },
});

function weightless(subject: Subject): string {
  return saysWeights(subject) ? '' : ' (no target says its weight: each counts the same)';
}
