// A target is behind what its wave has gone on with: once that is taken back, or never passed, it is behind nothing.

import { keys } from '../core/keys.ts';
import type { Release } from '../core/release.ts';
import type { Settlement } from '../core/settlement-schema.ts';
import type { Wave } from '../core/wave.ts';
import { behindOf } from '../core/wave-targets.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/** As a release is settled. Doing it again changes nothing. */
export async function forgetBehind(
  ports: Ports,
  release: Release,
  waves: readonly Wave[],
  { outcome, waves: outcomes }: Settlement,
): Promise<void> {
  const { rollback, id, pipeline } = release;
  if (rollback && outcome !== 'RolledBack') return;
  const takes = new Set(rollback?.takes.map(({ digest }) => digest) ?? []);
  const names = waves.flatMap((wave) => {
    if (rollback) return wave.plan.targets.map(({ name }) => name);
    const isThrough = ['Passed', 'Overridden'].includes(outcomes[wave.plan.index] ?? '');
    const marked = [...Object.keys(failingOf(wave)), ...behindOf(wave).map((it) => it.target.name)];
    return isThrough ? [] : marked;
  });
  await sideBySide([...new Set(names)], (name) =>
    ports.table.change(keys.target(pipeline, name), (item) => {
      if (item?.behind === undefined) return undefined;
      const { behind, ...rest } = item;
      const isOver = rollback ? takes.has(behind.revision.digest) : behind.release === id;
      return isOver ? { item: rest } : undefined;
    }),
  );
}

function failingOf(wave: Wave): Readonly<Record<string, string>> {
  return ('failing' in wave && wave.failing) || {};
}
