// Somebody else has moved a target before its wave's bake had begun: it is kept in the wave, and said in the ledger.

import type { Drift } from '../core/halt.ts';
import { shortText } from '../core/judging/kept-charges.ts';
import { reasonOf } from '../core/plain-reason.ts';
import { driftText, NOBODY_KNOWN, type TruthReading } from '../core/verdict.ts';
import type { OpenedWave, Wave } from '../core/wave.ts';
import type { Ports } from './ports.ts';
import { changeWave } from './read.ts';
import { entryOf } from './stages.ts';

/** Undefined where nothing was moved. */
export function driftIn(moved: readonly TruthReading[], lookedAt: Date): Drift | undefined {
  if (moved.length === 0) return undefined;
  const targets = moved.map(({ target, is }) => [target, is === 'touched' ? is : 'other'] as const);
  return {
    at: lookedAt.toISOString(),
    reason: shortText(reasonOf(moved.map(driftText))),
    targets: Object.fromEntries(targets),
  };
}

/** Each target is told of once, and once more where it is found to run something else, or who moved it is known. */
export function keepDrift(
  ports: Ports,
  { release, plan }: Pick<OpenedWave, 'release' | 'plan'>,
  found: Drift,
): Promise<Wave> {
  return changeWave(ports, release, plan.index, (item) => {
    if (item.status !== 'open') return undefined;
    const before = item.drift;
    const isNamed = before?.reason.includes(NOBODY_KNOWN) && !found.reason.includes(NOBODY_KNOWN);
    const isNew = ([name, is]: [string, string]) =>
      isNamed ||
      before?.targets[name] === undefined ||
      (is === 'other' && before.targets[name] !== is);
    const news = Object.entries(found.targets).filter(isNew);
    if (news.length === 0) return undefined;
    const of = { pipeline: item.pipeline, id: release };
    const subject = news.map(([name]) => name).join(', ');
    const entry = entryOf(ports, of, 'DriftFound', subject, `drift found: ${found.reason}`);
    const drift: Drift = before
      ? {
          at: before.at,
          reason: shortText(reasonOf([before.reason, found.reason])),
          targets: { ...before.targets, ...Object.fromEntries(news) },
        }
      : found;
    return { item: { ...item, drift }, entries: [entry] };
  });
}
