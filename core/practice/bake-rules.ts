// Rules on the watched time after each production wave.

import * as z from 'zod';
import { extensionsOf } from '../bake.ts';
import { exactDuration, secondsIn } from '../duration.ts';
import { lasting } from '../pipeline/value-schemas.ts';
import { waveName } from '../wave-name.ts';
import { pathOfWave, pathsOfTargets } from './places.ts';
import { type Breach, rule } from './rule.ts';
import { productionWavesOf } from './subject.ts';

export const bakeTime = rule({
  id: 'bake-time',
  title: 'A bake on every production wave, with enough time',
  why: 'Harm shows with time: leaks, batch jobs, caches that run out, a region’s working day. The first waves see a change first, so they watch longest; each later wave has the evidence of those before it.',
  fix: 'give the wave a bake: bake: { for: 1h } for the one-box, 12h for the first regional wave, 2h or more later',
  level: 'warn',
  sees: 'waves',
  parameters: {
    oneBox: lasting
      .default('1h')
      .meta({ description: 'The shortest bake of the first production wave.' }),
    firstRegion: lasting
      .default('12h')
      .meta({ description: 'The shortest bake of the second production wave.' }),
    later: lasting
      .default('2h')
      .meta({ description: 'The shortest bake of each production wave after those.' }),
  },
  check(subject, { oneBox, firstRegion, later }) {
    return productionWavesOf(subject).flatMap((wave, position): Breach[] => {
      const shortest = [oneBox, firstRegion][position] ?? later;
      const got = wave.bake?.seconds ?? 0;
      if (got >= secondsIn(shortest)) return [];
      const baked = wave.bake ? exactDuration(got) : 'no bake';
      const text = `expected production wave ${waveName(wave)} to bake for at least ${shortest}, got ${baked}`;
      const fix = `give the wave a bake: bake: { for: ${shortest} }`;
      return [{ path: [...pathOfWave(subject.pipeline, wave), 'bake', 'for'], text, fix }];
    });
  },
});

export const bakeData = rule({
  id: 'bake-data',
  title: 'Enough data points in each production bake',
  why: 'Alarms stay quiet where nobody calls: a bake at night proves nothing. Time counts only together with data.',
  fix: 'give the target dataPoints: the namespace, metric and dimensions of its requests, and atLeast how many minutes with data the bake must have seen',
  level: 'warn',
  sees: 'waves',
  parameters: {
    atLeast: z.int().min(1).default(10).meta({
      description:
        'The fewest one-minute data points that a production target’s bake must ask for.',
    }),
  },
  check(subject, { atLeast }) {
    const paths = pathsOfTargets(subject.pipeline);
    return productionWavesOf(subject).flatMap(({ targets, bake }) =>
      targets.flatMap(({ name, dataPoints }): Breach[] => {
        const path = paths.get(name) ?? [];
        const wanted = `expected target ${name} to ask for at least ${atLeast} data points in its bake`;
        if (dataPoints === undefined) return [{ path, text: `${wanted}, got no dataPoints` }];
        if (dataPoints.atLeast < atLeast)
          return [{ path: [...path, 'dataPoints'], text: `${wanted}, got ${dataPoints.atLeast}` }];
        const minutes = bake && Math.floor((bake.seconds + bake.extensionSeconds) / 60);
        if (minutes === undefined || dataPoints.atLeast <= minutes) return [];
        const text = `expected target ${name} to ask for no more data points than its bake has minutes, extension included (${minutes}), got ${dataPoints.atLeast}: it could never pass`;
        return [{ path: [...path, 'dataPoints', 'atLeast'], text }];
      }),
    );
  },
});

export const bakeExtension = rule({
  id: 'bake-extension',
  title: 'Synthetic traffic has as long as the bake to be judged by',
  why: 'Traffic starts when patience has not been enough, and only what comes after it counts. An extension shorter than the bake ends before there is as much to judge by as the bake asked for: the traffic was sent for nothing, and a person is asked all the same.',
  fix: 'leave extendBy out (it is as long as the bake then), or make it at least as long as for',
  level: 'warn',
  sees: 'waves',
  parameters: {},
  check: (subject) =>
    subject.waves.flatMap((wave): Breach[] => {
      const { bake } = wave;
      if (bake?.traffic === undefined || bake.extensionSeconds >= bake.seconds) return [];
      const text =
        `expected the bake of wave ${waveName(wave)}, which sends traffic, to be extended by at least ` +
        `${exactDuration(bake.seconds)}, got ${exactDuration(bake.extensionSeconds)}`;
      return [{ path: [...pathOfWave(subject.pipeline, wave), 'bake', 'extendBy'], text }];
    }),
});

/** A point of a minute, and the minute that CloudWatch takes to know it. */
const FEWEST_JUDGED_SECONDS = 120;

export const bakeJudged = rule({
  id: 'bake-judged',
  title: 'A bake that the judge can see',
  why: 'The judge reads points of a whole minute, which CloudWatch knows a minute later. A bake that ends before that, extended or not, has nothing to be judged by: it can never pass, and every release stops there for a person.',
  fix: 'bake for two minutes at least, or turn the judge off where the bake is only to wait: judge: { mode: off }',
  level: 'warn',
  sees: 'waves',
  parameters: {},
  check: (subject) =>
    subject.waves.flatMap((wave): Breach[] => {
      const { bake, targets } = wave;
      if (bake?.judge.mode !== 'act' || targets.length === 0) return [];
      const longest = bake.seconds + extensionsOf(bake) * bake.extensionSeconds;
      if (longest >= FEWEST_JUDGED_SECONDS) return [];
      const text =
        `expected the bake of wave ${waveName(wave)}, which the judge decides, to last at least ` +
        `${exactDuration(FEWEST_JUDGED_SECONDS)} with its extension, got ${exactDuration(longest)}: it can never pass`;
      return [{ path: [...pathOfWave(subject.pipeline, wave), 'bake', 'for'], text }];
    }),
});
