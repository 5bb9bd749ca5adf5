// What a person lets through by a start: kept, and told in the ledger, before anything starts.

import { few } from '../core/few.ts';
import { keys } from '../core/keys.ts';
import type { PersonTold } from '../core/ledger.ts';
import type { Ports } from './ports.ts';
import { entryOf } from './stages.ts';
import type { CarriedStart, IntendedStart, StartWish } from './start-wish.ts';

interface Permitted extends Pick<CarriedStart, 'build' | 'label' | 'against' | 'lifts' | 'seen'> {
  readonly id: string;
}

export async function permit(
  ports: Ports,
  wish: StartWish,
  { build, label, id, against, lifts, seen }: Permitted,
): Promise<void> {
  const { pipeline, by, reason, permitSeconds, stepBack, at } = wish;
  const until = new Date(Date.parse(at) + permitSeconds * 1000).toISOString();
  const what = [
    ...(against === undefined ? [] : [`admitted, although ${against}`]),
    ...(stepBack ? ['let back in front of newer ones'] : []),
    ...(lifts ? ['let out of the quarantine that a test has caused'] : []),
  ].join(' and ');
  const person = personIn(wish, seen);
  const text = `build ${label} (${build.arn}) ${what}, by ${by} until ${until}: ${reason}`;
  const entry = { ...entryOf(ports, { pipeline, id }, 'BuildAdmitted', '', text), at, person };
  await ports.table.change(keys.permit(pipeline, build.arn), () => ({
    item: {
      build: build.arn,
      by,
      reason,
      at: entry.at,
      until,
      ...(against !== undefined && { admits: against }),
      ...(stepBack && { stepsBack: true as const }),
      ...(lifts && { lifts: true as const }),
    },
    entries: [entry],
  }));
}

export function personIn({ by, name, reason, door }: StartWish, seen: string): PersonTold {
  return { by, name, ...(reason !== '' && { reason }), seen, door };
}

/** `3 targets run #411 9f2c1d7, 1 runs nothing known` */
export function seenText(targets: IntendedStart['targets']): string {
  const counts = new Map<string, number>();
  for (const { runs = 'nothing known' } of targets) counts.set(runs, (counts.get(runs) ?? 0) + 1);
  const told = [...counts].map(
    ([runs, count]) => `${count} ${count === 1 ? 'target runs' : 'targets run'} ${runs}`,
  );
  return few(told) || 'no targets';
}
