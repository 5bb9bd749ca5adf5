// At set times: the newest that was there at the last of them is released, once, and pinned to that.

import type { Build } from '../aws/codebuild.ts';
import { momentText } from '../core/hours/window.ts';
import { keys } from '../core/keys.ts';
import { lastDue } from '../core/recurring/recurring.ts';
import { calledOf } from '../core/revision.ts';
import type { Scheduled } from '../core/scheduled.ts';
import { sourceKeys, sourceRanges } from '../core/source-keys.ts';
import { newestAdmitted } from './admit.ts';
import { type Definition, readNamed } from './definitions.ts';
import { inTime } from './in-time.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { keepSchedule } from './schedules.ts';
import { entryOf } from './stages.ts';
import { startRelease } from './start-release.ts';

/** Throws what one pipeline threw once all have had their turn: Lambda then tries again. */
export async function releaseAllDue(ports: Ports): Promise<void> {
  const fed = await readableItems(ports, sourceRanges.scheduled());
  const turns = fed.map(({ pipeline }) => ({
    key: pipeline,
    look: () => releaseDue(ports, pipeline),
  }));
  const of = 'schedules';
  const { thrown } = await inTime(ports, { name: 'builds', of, turns, sparesSeconds: 60 });
  if (thrown.length > 0) throw thrown[0];
}

async function releaseDue(ports: Ports, name: string): Promise<void> {
  const definition = await readNamed(ports, name);
  if (definition?.pipeline.source.schedule === undefined) return;
  const known = await keepSchedule(ports, definition.pipeline);
  const chosen = known?.due ? known : await chooseDue(ports, definition, known);
  if (chosen?.due === undefined) return;
  const { at, build } = chosen.due;
  await startRelease(ports, definition.pipeline, build, 'schedule');
  await ports.table.change(sourceKeys.schedule(name), (item) => {
    if (item?.due?.at !== at) return undefined;
    const { due: _, ...rest } = item;
    return { item: { ...rest, done: at, last: build.arn } };
  });
}

/**
 * What is released at the last of the times that have come; of several that were missed the others are passed over,
 * since the newest stands for all of them. Where nothing is new, the ledger says that.
 */
async function chooseDue(
  ports: Ports,
  definition: Definition,
  known: Scheduled | undefined,
): Promise<Scheduled | undefined> {
  const { pipeline } = definition.pipeline;
  const time = known && dueNow(ports, known);
  if (known === undefined || time === undefined) return undefined;
  const at = new Date(time).toISOString();
  const { build, against } = await newestAt(ports, definition, known, time);
  const said = build ? `releases ${calledOf(build)}, the newest that was there` : against;
  const text = `${whenText(known, time)} ${said}${lateText(ports, time)}`;
  return ports.table.change(sourceKeys.schedule(pipeline), (item) => {
    // Another has been here meanwhile, or the schedule is another by now.
    if (item === undefined || item.since !== known.since || item.due !== undefined)
      return undefined;
    if (item.done !== undefined && item.done >= at) return undefined;
    const entry = { ...entryOf(ports, { pipeline, id: '' }, 'ScheduleDue', at, text) };
    return {
      item: { ...item, ...(build ? { due: { at, build } } : { done: at }) },
      entries: [entry],
    };
  });
}

function dueNow({ clock }: Ports, known: Scheduled): number | undefined {
  const since = Date.parse(known.since);
  const after = known.done === undefined ? since : Date.parse(known.done);
  return lastDue(known, { since, after, until: clock.now().getTime() });
}

interface Chosen {
  readonly build?: NonNullable<Scheduled['due']>['build'];
  readonly against?: string;
}

/** What came later is for the next time; what had its release, by whichever way, is nothing new. */
async function newestAt(
  ports: Ports,
  { pipeline: definition }: Definition,
  { last }: Scheduled,
  time: number,
): Promise<Chosen> {
  const { pipeline } = definition;
  const had = ({ arn }: Build) => ports.table.get(keys.released(pipeline, arn));
  const { build, passedOver } = await newestAdmitted(ports, definition, { notAfter: time });
  if (build === undefined) {
    const got = passedOver ? `: of ${calledOf(passedOver.build)}, ${passedOver.reason}` : '';
    return { against: `finds nothing that is a release${got}` };
  }
  const released = await had(build);
  if (released)
    return {
      against: `finds nothing new: ${calledOf(build)} is the newest, and had release ${released.release}`,
    };
  if (build.arn === last)
    return { against: `finds nothing new: ${calledOf(build)} was started before, and was refused` };
  const { build: newest } = await newestAdmitted(ports, definition);
  const newer = newest && newest.arn !== build.arn ? await had(newest) : undefined;
  if (newest && newer)
    return {
      against: `finds nothing new: ${calledOf(newest)} is newer, and had release ${newer.release}`,
    };
  const { arn, number, startedAt, name } = build;
  return { build: { arn, number, startedAt, ...(name !== undefined && { name }) } };
}

function whenText(known: Scheduled, time: number): string {
  const { zone = 'UTC' } = known;
  return `schedule ${known.at}, due at ${momentText(time, zone)},`;
}

/** It is looked at every five minutes: what takes longer was missed. */
const LATE_MILLIS = 10 * 60_000;

function lateText({ clock }: Ports, time: number): string {
  const late = clock.now().getTime() - time;
  return late < LATE_MILLIS ? '' : `; looked at ${Math.floor(late / 60_000)} minutes late`;
}
