// Command "skip-wait": a named person ends what a gate waits for. Only what they saw is skipped, and nothing that has
// to be shown: no alarm, no bake, no quarantine, nobody else's turn.

import * as z from 'zod';
import { Failure } from '../../core/failure.ts';
import { type GateReason, reasonsText } from '../../core/gate/gate-reason.ts';
import { maySkip, type Skip } from '../../core/gate/skip.ts';
import { scopeOf } from '../../core/hold.ts';
import { peopleKeys } from '../../core/people-keys.ts';
import { labelOf } from '../../core/revision.ts';
import { hasOpened } from '../../core/wave.ts';
import { waveName } from '../../core/wave-name.ts';
import { lookAtGateOf } from '../look-at-gate.ts';
import type { Ports } from '../ports.ts';
import { readWave } from '../read.ts';
import { skipsIndexOf } from '../skips.ts';
import { entryOf } from '../stages.ts';
import { waitingRelease } from '../waiting-release.ts';
import type { CommandFlow, Order } from './flow.ts';
import { personTold } from './person-told.ts';
import { ofPipeline, ofScope, refuseOthers } from './whose.ts';

const Carried = z.object({
  release: z.string(),
  wave: z.int(),
  passes: z.array(z.object({ kind: z.string(), subject: z.string() })),
});

export const skipWait: CommandFlow<'skip-wait'> = {
  whose: (ports, { body }) => ofPipeline(ports, body.pipeline),

  async intend(ports, order) {
    const { body, by } = order;
    const { release, wave } = await waitingRelease(ports, body);
    const { blockedBy = [] } = wave;
    const skipped = blockedBy.filter(maySkip);
    const others = blockedBy.filter((reason) => !maySkip(reason));
    if (skipped.length === 0) throw nothingToSkip(release.id, waveName(wave.plan), others);
    await refuseOthersFreezes(ports, order, skipped);
    const until = untilOf(order);
    const passes = skipped.map(({ kind, subject }) => ({ kind, subject }));
    return {
      about: `${release.pipeline}: ${labelOf(release.revision)} does not wait any more in front of ${waveName(wave.plan)}`,
      changes: skipped.map(({ kind, since, what }) => ({
        what: `its ${kind === 'calendar' ? 'hours' : kind}`,
        from: `waited for since ${since}: ${what}`,
        to: `skipped by ${by.name}, if the wave starts by ${until}`,
      })),
      notes: others.map(({ what, clears }) => `it still waits: ${what} (${clears})`),
      seen: { release: release.id, wave: wave.plan.index, passes },
      facts: { release: release.id, wave: waveName(wave.plan), until },
      carries: { release: release.id, wave: wave.plan.index, passes },
    };
  },

  async act(ports, order, { carries, changes }) {
    const { body, by, at } = order;
    const { release, wave: index, passes } = Carried.parse(carries);
    const wave = await readWave(ports, release, index);
    const name = waveName(wave.plan);
    if (hasOpened(wave)) return { did: [`nothing: wave ${name} has started since`] };
    if (wave.status !== 'waiting') return { did: [`nothing: wave ${name} has ended since`] };
    const until = untilOf(order);
    const own: Skip = { by: by.arn, name: by.name, reason: body.reason, at, until, passes };
    const what = passes.map(({ kind }) => kind).join(', ');
    const text = `wait for ${what} ended by ${by.name} (${by.arn}) until ${until}: ${body.reason}`;
    const of = { pipeline: wave.pipeline, id: release };
    const person = personTold(order, { changes });
    const entry = { ...entryOf(ports, of, 'WaitSkipped', name, text), at, person };
    await ports.table.ensure(
      peopleKeys.skips(wave.pipeline, release, skipsIndexOf(wave.plan)),
      (item) => {
        const skips = item?.skips ?? [];
        if (item && skips.some((each) => each.by === own.by && each.at === at)) return { item };
        return { item: { skips: [...skips, own].slice(-MOST) }, entries: [entry] };
      },
    );
    await lookAtGateOf(ports, release);
    return { did: [await becameOf(ports, release, index)] };
  },
};

/** More of them add nothing. */
const MOST = 20;

async function becameOf(ports: Ports, release: string, index: number): Promise<string> {
  const wave = await readWave(ports, release, index);
  const name = waveName(wave.plan);
  if (hasOpened(wave)) return `wave ${name} starts`;
  if (wave.status === 'ended') return `wave ${name} has ended: ${wave.end.reason ?? ''}`;
  const { blockedBy = [] } = wave.status === 'waiting' ? wave : {};
  return `wave ${name} still waits: ${reasonsText(blockedBy) || 'it looks again within five minutes'}`;
}

function untilOf({ body, at }: Order<'skip-wait'>): string {
  return new Date(Date.parse(at) + body.forSeconds * 1000).toISOString();
}

/** A freeze is for those to let somebody through who could lift it. */
async function refuseOthersFreezes(
  ports: Ports,
  { by }: Order<'skip-wait'>,
  reasons: readonly GateReason[],
): Promise<void> {
  for (const { kind, subject } of reasons) {
    if (kind !== 'freeze') continue;
    const scope = scopeOf(subject.split(' ')[0] ?? '');
    // That of a stage of all pipelines is nobody's alone.
    const isOfAll = scope === undefined || ('pipeline' in scope && scope.pipeline === '*');
    await refuseOthers(ports, by, isOfAll ? ['organisation'] : await ofScope(ports, scope));
  }
}

function nothingToSkip(release: string, wave: string, others: readonly GateReason[]): Failure {
  const told = others.map(({ what, clears, command }) =>
    command === undefined
      ? `${what} (cleared by ${clears})`
      : `${what} (cleared by ${clears}: ${command})`,
  );
  return new Failure(
    'Refused',
    `expected a wave that waits for hours, a calendar, a freeze or a budget, got ${wave} of ${release}, ` +
      `which is kept shut by: ${told.join('; ') || 'nothing that is known yet, look again in a minute'}; ` +
      'what has to be shown, or is somebody’s turn or word, is not skipped',
  );
}
