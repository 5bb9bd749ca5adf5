// Command "skip-region": a named person lets a release go on without its targets in a region that cannot be reached.

import * as z from 'zod';
import { Failure } from '../../core/failure.ts';
import { few } from '../../core/few.ts';
import { ranges } from '../../core/keys.ts';
import { peopleKeys } from '../../core/people-keys.ts';
import { areOfOneWave } from '../../core/planned-wave.ts';
import type { RegionSkip } from '../../core/region-skip.ts';
import { labelOf } from '../../core/revision.ts';
import type { Wave } from '../../core/wave.ts';
import { waveName } from '../../core/wave-name.ts';
import { behindOf, plannedTargetsOf } from '../../core/wave-targets.ts';
import { lookAtGateOf } from '../look-at-gate.ts';
import { readableItems } from '../one-by-one.ts';
import type { Ports } from '../ports.ts';
import { readWave } from '../read.ts';
import { entryOf } from '../stages.ts';
import { isWaiting, type WaitingRelease, waitingRelease } from '../waiting-release.ts';
import type { CommandFlow } from './flow.ts';
import { personTold } from './person-told.ts';
import { ofPipeline } from './whose.ts';

const Carried = z.object({ release: z.string(), wave: z.int() });

export const skipRegion: CommandFlow<'skip-region'> = {
  whose: (ports, { body }) => ofPipeline(ports, body.pipeline),

  async intend(ports, { body, by }) {
    const { region } = body;
    const waiting = await waitingRelease(ports, body);
    const { release, wave } = waiting;
    const names = await namesIn(ports, waiting, region);
    const index = indexOf(wave);
    const name = waveName({ ...wave.plan, index });
    return {
      about: `${release.pipeline}: ${labelOf(release.revision)} goes on without ${region} where that cannot be reached`,
      changes: [
        {
          what: `${few(names)} in ${name}`,
          from: `waits with ${name}`,
          to: `left behind by ${by.name}, as long as ${region} cannot be reached`,
        },
      ],
      notes: [
        `what answers as a wave starts is deployed to as ever; what was left behind is caught up by the next release, or by: tidegate retry ${release.pipeline} --behind --reason "…"`,
      ],
      seen: { release: release.id, wave: index, region },
      facts: { release: release.id, wave: name, region },
      carries: { release: release.id, wave: index },
    };
  },

  async act(ports, order, { carries, changes }) {
    const { body, by, at } = order;
    const { pipeline, region, reason } = body;
    const { release: id, wave: index } = Carried.parse(carries);
    const own: RegionSkip = { region, by: by.arn, name: by.name, reason, at };
    const text = `${region} may be skipped, says ${by.name} (${by.arn}): ${reason}`;
    const of = { pipeline, id };
    const person = personTold(order, { changes });
    const entry = { ...entryOf(ports, of, 'RegionSkipped', region, text), at, person };
    await ports.table.ensure(peopleKeys.regionSkips(pipeline, id), (item) => {
      const skips = item?.skips ?? [];
      if (item && skips.some((each) => each.region === region)) return { item };
      return { item: { skips: [...skips, own] }, entries: [entry] };
    });
    await lookAtGateOf(ports, id);
    return { did: [await becameOf(ports, id, index, region)] };
  },
};

/** Slices come and go: the whole wave is meant. */
function indexOf({ plan }: Wave): number {
  return plan.sliced?.first ?? plan.index;
}

/** What may be skipped there. Throws `Refused` where there is nothing, or nothing else. */
async function namesIn(
  ports: Ports,
  { release, wave }: WaitingRelease,
  region: string,
): Promise<string[]> {
  const waves = await wavesWith(ports, release.id, wave);
  const regions = [...new Set(waves.flatMap(plannedTargetsOf).map((target) => target.region))];
  const name = waveName({ ...wave.plan, index: indexOf(wave) });
  if (!regions.includes(region))
    throw new Failure(
      'Refused',
      `expected a region of ${name}, got ${region}; those are: ${few(regions) || 'none'}`,
    );
  if (regions.length === 1)
    throw new Failure(
      'Refused',
      `expected a wave of several regions, got ${name}, which has ${region} alone: nothing of it would be left to show ` +
        'anything. Wait until it can be reached, or stop the release',
    );
  const names = waves
    .filter(isWaiting)
    .flatMap(({ plan }) => plan.targets)
    .flatMap((target) => (target.region === region ? [target.name] : []));
  if (names.length > 0) return names;
  throw new Failure(
    'Refused',
    `expected targets of ${name} in ${region} of which nothing has begun, got none: a region that goes away in a shift ` +
      'or a bake is waited for. Wait until it can be reached, or stop the release',
  );
}

/** A wave with all its slices. */
async function wavesWith(ports: Ports, release: string, { plan }: Wave): Promise<readonly Wave[]> {
  const waves = await readableItems(ports, ranges.waves(release));
  return waves.filter((each) => areOfOneWave(each.plan, plan));
}

async function becameOf(
  ports: Ports,
  release: string,
  index: number,
  region: string,
): Promise<string> {
  const wave = await readWave(ports, release, index);
  const waves = await wavesWith(ports, release, wave);
  const left = waves.flatMap(behindOf).filter(({ target }) => target.region === region);
  const name = waveName(wave.plan);
  if (left.length > 0)
    return `wave ${name} goes on without ${few(left.map(({ target }) => target.name))}`;
  return `wave ${name} goes on without ${region} where that cannot be reached as it looks again, within five minutes`;
}
