// Rules on the alarms of production targets: they are what stops a bad release.

import * as z from 'zod';
import { alarmAt } from '../pipeline/alarm-named.ts';
import type { TargetDefinition } from '../pipeline/target-schema.ts';
import { type Aspect, aspects, aspectsOf } from './coverage.ts';
import { pathsOfTargets } from './places.ts';
import { type Breach, rule } from './rule.ts';
import { factKey, productionWavesOf, type Subject } from './subject.ts';
import { writtenAlarms } from './written-alarms.ts';

export const alarmsExist = rule({
  id: 'alarms-exist',
  title: 'Each production target has alarms, and they exist',
  why: 'An alarm is what stops a release by itself, in seconds. A target without one relies on a customer to call; an alarm that was deleted or misspelt never fires.',
  fix: 'name the alarms that tell when the target hurts its users: alarms: [checkout-live-roll-back, checkout-live-traffic]; tidegate alarms writes them',
  level: 'warn',
  sees: 'file',
  parameters: {},
  check(subject) {
    return ofProduction(subject, (target, path) => {
      const { name, alarms } = target;
      const written = [...writtenAlarms(subject.pipeline.pipeline, target).keys()].join(', ');
      const fix = `name the alarms that tell when the target hurts its users: alarms: [${written}]; tidegate alarms writes them`;
      if (alarms.length === 0)
        return [{ path, text: `expected target ${name} to name alarms, got none`, fix }];
      const { atStart } = subject;
      if (atStart === undefined) return [];
      return alarms
        .filter((alarm) => atStart.alarms?.get(factKey(name, alarm))?.state === 'MISSING')
        .map((alarm) => ({
          path: [...path, 'alarms'],
          text: missingText(target, alarm),
          fix,
        }));
    });
  },
});

/**
 * Said of an alarm that was looked for: `expected alarm errors of target live to exist, got none of that name
 * in …`.
 */
export function missingText(target: TargetDefinition, named: string): string {
  const { name } = alarmAt(target, named);
  return `expected alarm ${name} of target ${target.name} to exist, got none of that name in ${whereText(target, named)}`;
}

/** The target's own account and region are not told again. */
function whereText(target: TargetDefinition, named: string): string {
  const { account, region } = alarmAt(target, named);
  const isBeside = account === target.account && region === target.region;
  return isBeside ? 'its account and region' : `${account} ${region}`;
}

export const alarmsHaveData = rule({
  id: 'alarms-have-data',
  title: 'The alarms of production have data',
  why: 'An alarm in INSUFFICIENT_DATA watches nothing: its metric has another name, other dimensions, or no traffic. A bake with it can only end inconclusive.',
  fix: 'look at the alarm’s metric and dimensions; decide how it treats missing data; send synthetic traffic where there is too little',
  level: 'warn',
  sees: 'start',
  parameters: {},
  check(subject) {
    const { atStart } = subject;
    if (atStart && atStart.alarms === undefined)
      return [
        { path: [], text: 'expected to read the alarms’ states, got an error', unsure: true },
      ];
    return ofProduction(subject, ({ name, alarms }, path) =>
      alarms
        .filter(
          (alarm) => atStart?.alarms?.get(factKey(name, alarm))?.state === 'INSUFFICIENT_DATA',
        )
        .map((alarm) => ({
          path: [...path, 'alarms'],
          text: `expected alarm ${alarm} of target ${name} to have data, got INSUFFICIENT_DATA`,
        })),
    );
  },
});

export const alarmsCover = rule({
  id: 'alarms-cover',
  title: 'Alarms cover errors, latency and saturation',
  why: 'A service can fail its users in three ways: wrongly, slowly, or by having no room left. Alarms on one of them miss the other two.',
  fix: 'add alarms for what is missing, by rates rather than counts, named after what they watch; tidegate alarms writes them',
  level: 'warn',
  sees: 'file',
  parameters: {
    aspects: z
      .array(z.enum(aspects))
      .min(1)
      .default([...aspects])
      .meta({ description: 'What the alarms of each production target must tell of.' }),
  },
  check(subject, { aspects: wanted }) {
    return ofProduction(subject, (target, path) => {
      if (target.alarms.length === 0) return [];
      const { covered, silent } = coverageOf(subject, target);
      const missing = wanted.filter((aspect) => !covered.has(aspect));
      if (missing.length === 0) return [];
      const what = `expected the alarms of target ${target.name} to cover ${missing.join(' and ')}`;
      const at = [...path, 'alarms'];
      return silent.length === 0
        ? [{ path: at, text: `${what}, got ${target.alarms.join(', ')}` }]
        : [
            {
              path: at,
              text: `${what}; the name of ${silent.join(', ')} does not tell`,
              unsure: true,
            },
          ];
    });
  },
});

function ofProduction(
  subject: Subject,
  check: (target: TargetDefinition, path: readonly PropertyKey[]) => readonly Breach[],
): Breach[] {
  const paths = pathsOfTargets(subject.pipeline);
  return productionWavesOf(subject).flatMap(({ targets }) =>
    targets.flatMap((target) => check(target, paths.get(target.name) ?? [])),
  );
}

/** What a target's alarms tell of, by their metrics where those are known; and those whose name says nothing. */
function coverageOf(
  { pipeline, atStart }: Subject,
  target: TargetDefinition,
): { readonly covered: ReadonlySet<Aspect>; readonly silent: readonly string[] } {
  const { name, alarms } = target;
  const isNamedAsOurs = alarms.some((alarm) => alarm.startsWith(`${pipeline.pipeline}-${name}-`));
  const ours = isNamedAsOurs ? writtenAlarms(pipeline.pipeline, target) : undefined;
  const told = alarms.map((alarm) => {
    const fact = atStart?.alarms?.get(factKey(name, alarm));
    if (fact) return { alarm, covers: fact.covers, known: true };
    const written = ours?.get(alarm);
    if (written) return { alarm, covers: written, known: true };
    // The service's own name is no word about what the alarm watches.
    const bare = without(without(alarm, pipeline.pipeline), name);
    return { alarm, covers: aspectsOf(bare), known: false };
  });
  return {
    covered: new Set(told.flatMap(({ covers }) => covers)),
    silent: told
      .filter(({ covers, known }) => !known && covers.length === 0)
      .map(({ alarm }) => alarm),
  };
}

/** A text without a name that stands in it as words of their own; a name is letters, digits and hyphens. */
function without(text: string, name: string): string {
  if (!text.includes(name)) return text;
  return text.replaceAll(new RegExp(`(?<![A-Za-z0-9])${name}(?![A-Za-z0-9])`, 'g'), '');
}
