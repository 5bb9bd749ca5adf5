// Rules on the order of production's waves: growing from small ones, and beginning where the fewest users are.

import * as z from 'zod';
import { firstRegionBreaks, growthBreaks, type Wave, type WaveBreak } from '../planner/findings.ts';
import { pathOfWave } from './places.ts';
import { type Breach, rule } from './rule.ts';
import { productionWavesOf, type Subject } from './subject.ts';

export const waveGrowth = rule({
  id: 'wave-growth',
  title: 'No wave more than twice the one before it',
  why: 'Each wave is evidence for the next one. What a small wave could not show may show in one ten times its size, in all of it at once.',
  fix: 'put waves of a middling size between, or let a planner make the waves: planner: { growth: 2 }; say each target’s weight',
  level: 'advise',
  sees: 'waves',
  parameters: {
    growth: z.number().min(1).default(2).meta({
      description:
        'How many times the share of the wave before it a wave of several targets may have.',
    }),
  },
  check: (subject, { growth }) => breachesOf(subject, (waves) => growthBreaks(waves, growth)),
});

export const quietRegionFirst = rule({
  id: 'quiet-region-first',
  title: 'The quietest region first',
  why: 'The first region that gets a change whole meets what the one-box was too small to show. It should be the one with the fewest users.',
  fix: 'let the first wave after the one-box change targets of the quietest region alone, or let a planner make the waves: planner: {}; say each target’s weight',
  level: 'advise',
  sees: 'waves',
  parameters: {},
  check: (subject) =>
    // A first wave of one target is meant as a one-box, however large: that it is too large is another rule's.
    breachesOf(subject, (waves) => firstRegionBreaks(waves, waves[0]?.targets.length === 1)),
});

function breachesOf(
  subject: Subject,
  find: (waves: readonly Wave[]) => readonly WaveBreak[],
): Breach[] {
  const production = productionWavesOf(subject);
  const waves = production.map(({ wave, targets }) => ({ name: wave, targets }));
  return find(waves).flatMap(({ index, text }) => {
    const wave = production[index];
    return wave ? [{ path: pathOfWave(subject.pipeline, wave), text }] : [];
  });
}
