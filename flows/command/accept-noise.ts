// Command "accept-noise": a named person lets a noisy alarm lose a right for a time: to page, and then to block.

import * as z from 'zod';
import type { BodyOf } from '../../core/command/words.ts';
import { Failure } from '../../core/failure.ts';
import { nextQuiet } from '../../core/measures/next-quiet.ts';
import { noiseOf } from '../../core/measures/noise.ts';
import { type Mute, muteRulesIn, nextMinute } from '../../core/mute.ts';
import { muteKeys } from '../../core/mute-keys.ts';
import { alarmAt, alarmText } from '../../core/pipeline/alarm-named.ts';
import { targetsOf } from '../../core/pipeline/parse.ts';
import { isInForce, LONGEST_QUIET_DAYS, type Quiet } from '../../core/quiet.ts';
import { quietKey } from '../../core/quiet-keys.ts';
import type { AlarmName } from '../../core/wait.ts';
import { byPlace } from '../alarm-states.ts';
import { readDefinition } from '../definitions.ts';
import type { Ports } from '../ports.ts';
import { readJudged } from '../read-judged.ts';
import { entryOf } from '../stages.ts';
import type { CommandFlow, Order } from './flow.ts';
import { personTold } from './person-told.ts';
import { ofPipeline } from './whose.ts';

const RIGHTS = { page: 'its right to page', block: 'its right to block' } as const;
const LAST_RELEASES = 100;

const Carried = z.object({
  loses: z.enum(['page', 'block']),
  targets: z.array(z.string()),
  task: z.string(),
});

export const acceptNoise: CommandFlow<'accept-noise'> = {
  whose: (ports, { body }) => ofPipeline(ports, body.pipeline),

  async intend(ports, { body, at }) {
    const { pipeline, alarm } = body;
    refuseTime(body, at);
    await readDefinition(ports, pipeline);
    const kept = await ports.table.get(quietKey(pipeline, alarm));
    const before = kept && isInForce(kept, at) ? kept : undefined;
    const noise = noiseOf(await readJudged(ports, pipeline, LAST_RELEASES));
    const next = nextQuiet(alarm, noise, before);
    if ('refused' in next)
      throw new Failure(
        'Refused',
        `expected an alarm of which it is proposed that it loses a right (tidegate noise ${pipeline}), got one that is not: ${next.refused}`,
      );
    const { loses, noisy } = next;
    const targets = noisy.map(({ target }) => target);
    const task = noisy[0]?.task ?? '';
    const has = before ? `no right to page until ${before.until}` : 'all its rights';
    return {
      about: `${pipeline}: ${alarm} of ${targets.join(', ')} loses ${RIGHTS[loses]} until ${body.until}`,
      changes: [{ what: alarm, from: has, to: `without ${RIGHTS[loses]} until ${body.until}` }],
      notes: [
        'it is read and shown all the same, and has its rights again at that time by itself',
        `to do by then: ${task}`,
      ],
      seen: { loses, targets, before: before?.at ?? null },
      facts: { pipeline, alarm, loses, until: body.until, task },
      carries: { loses, targets, task },
    };
  },

  async act(ports, order, { carries, changes }) {
    const { body, by, at } = order;
    const { pipeline, alarm, until, reason } = body;
    const quiet: Quiet = {
      ...{ kind: 'quiet', pipeline, alarm, ...Carried.parse(carries) },
      ...{ by: by.arn, name: by.name, reason, at, until: new Date(until).toISOString() },
    };
    const text = `${alarm} of ${quiet.targets.join(', ')} has lost ${RIGHTS[quiet.loses]} until ${quiet.until}, says ${by.name} (${by.arn}): ${reason}; to do: ${quiet.task}`;
    const line = entryOf(ports, { pipeline, id: '' }, 'NoiseAccepted', alarm, text);
    const entry = { ...line, at, person: personTold(order, { changes }) };
    await ports.table.ensure(quietKey(pipeline, alarm), (item) =>
      item && item.at >= at ? { item } : { item: quiet, entries: [entry] },
    );
    await muteUntil(ports, order, quiet);
    return { did: [`${alarm} has lost ${RIGHTS[quiet.loses]} until ${quiet.until}`] };
  },
};

/** Its actions are muted by CloudWatch, from the next sweep on. */
async function muteUntil(ports: Ports, { at }: Order<'accept-noise'>, quiet: Quiet): Promise<void> {
  const { pipeline, alarm, targets, until } = quiet;
  const definition = await readDefinition(ports, pipeline);
  const meant = definition.pipeline.stages
    .flatMap(targetsOf)
    .filter(({ name }) => targets.includes(name))
    .flatMap((target) =>
      target.alarms
        .filter((named) => alarmText(target, named) === alarm)
        .map((named) => alarmAt(target, named)),
    );
  const name = noiseName(pipeline, alarm);
  const rules = [...byPlace(meant).values()].flatMap((inPlace) => {
    const [place] = inPlace as [AlarmName];
    return muteRulesIn(place, name, [...new Set(inPlace.map((each) => each.name))]);
  });
  if (rules.length === 0) return;
  const end = new Date(Math.floor(Date.parse(until) / 60_000) * 60_000).toISOString();
  const from = new Date(nextMinute(new Date(at))).toISOString();
  const mute: Mute = {
    ...{ pipeline, release: name, execution: '', status: 'meant' },
    ...{ from, until: end, rules },
  };
  await ports.table.ensure(muteKeys.mute(name), (item) => ({
    item: item && item.from >= from ? item : mute,
  }));
}

/** By what it is among what is muted: it is no release. */
export function noiseName(pipeline: string, alarm: string): string {
  return `noise-${pipeline}-${alarm.replace(/[^A-Za-z0-9_-]+/g, '-')}`.slice(0, 200);
}

function refuseTime({ until }: BodyOf<'accept-noise'>, at: string): void {
  const millis = Date.parse(until) - Date.parse(at);
  if (millis > 0 && millis <= LONGEST_QUIET_DAYS * 86_400_000) return;
  throw new Failure(
    'Refused',
    `expected a time within ${LONGEST_QUIET_DAYS} days of now (${at}), got ${until}: whoever needs longer mends the alarm, or accepts it again then`,
  );
}
