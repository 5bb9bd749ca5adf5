// A target is behind what its wave has gone on with: once that is taken back, or never passed, it is behind nothing, or
// what it was behind before.

import { withoutMarksOf, withoutTaken } from '../core/behind-marks.ts';
import { keys } from '../core/keys.ts';
import type { Release } from '../core/release.ts';
import type { Settlement } from '../core/settlement-schema.ts';
import type { Target } from '../core/target.ts';
import { hasOpened, type Wave } from '../core/wave.ts';
import { behindOf } from '../core/wave-targets.ts';
import type { WayBack } from '../core/way-back.ts';
import type { Ports } from './ports.ts';
import { eachSideBySide } from './side-by-side.ts';

/** As a release is settled. Doing it again changes nothing. */
export async function forgetBehind(
  ports: Ports,
  release: Release,
  waves: readonly Wave[],
  { outcome, waves: outcomes }: Settlement,
): Promise<void> {
  const { rollback, id } = release;
  if (rollback)
    return outcome === 'RolledBack' ? forgetTaken(ports, release, waves, rollback) : undefined;
  const names = waves.flatMap((wave) => {
    const isThrough = ['Passed', 'Overridden'].includes(outcomes[wave.plan.index] ?? '');
    return isThrough ? [] : namesIn(wave);
  });
  await changeAll(ports, release, names, (target) => withoutMarksOf(target, id));
}

/** All that it may have marked, or that may have baked for it. */
function namesIn(wave: Wave): string[] {
  const { skipping = [], plan } = wave;
  return [
    ...[...behindOf(wave), ...skipping].map(({ target }) => target.name),
    ...(hasOpened(wave) ? plan.targets.map(({ name }) => name) : []),
  ];
}

/**
 * What a person has taken back nobody is behind any more. A hand of theirs that comes late finds marks of a higher
 * fence, which are another's, or no seal any more.
 */
async function forgetTaken(
  ports: Ports,
  release: Release,
  waves: readonly Wave[],
  { takes }: WayBack,
): Promise<void> {
  const digests = new Set(takes.map(({ digest }) => digest));
  for (const [stage, own] of Map.groupBy(waves, ({ plan }) => plan.stage)) {
    const item = await ports.table.get(keys.stage(release.pipeline, stage));
    const fence = item?.sealed?.[release.id]?.fence;
    if (fence === undefined) continue;
    const names = own.flatMap(({ plan }) => plan.targets.map(({ name }) => name));
    await changeAll(ports, release, names, (target) =>
      target.fence > fence ? target : withoutTaken(target, digests, fence),
    );
  }
}

async function changeAll(
  ports: Ports,
  { pipeline }: Release,
  names: readonly string[],
  change: (target: Target) => Target,
): Promise<void> {
  await eachSideBySide([...new Set(names)], (name) =>
    ports.table.change(keys.target(pipeline, name), (item) => {
      const after = item && change(item);
      return after === undefined || after === item ? undefined : { item: after };
    }),
  );
}
