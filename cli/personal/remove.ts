// Takes a person's own stage away again, whole: what others use stays. Whatever dies half-way, the same word finishes.

import { realClock } from '../../aws/clock.ts';
import { alarmsNamed, deleteAlarms } from '../../aws/personal-alarms.ts';
import { aliasSeen, deleteAlias } from '../../aws/personal-aliases.ts';
import { isFailure } from '../../core/failure.ts';
import { alarmPrefixOf, descriptionOf, ownAmong } from '../../core/personal/alarms.ts';
import type { PersonalNames } from '../../core/personal/names.ts';
import { isPersonal } from '../../core/personal/own-objects.ts';
import { targetsOf } from '../../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { readNamed, readVersions } from '../../flows/definitions.ts';
import { runningOf } from '../../flows/leave.ts';
import { give } from '../commands.ts';
import type { Deployed } from '../deployed.ts';
import { print, printErrors, printJson } from '../output.ts';
import type { PersonalAsked } from './asked.ts';
import { accessOf } from './prepare.ts';
import { refuseAnothers } from './where.ts';

/** A stop ends a release within seconds; what just goes back takes minutes. */
const LONGEST_WAIT_SECONDS = 300;

export async function removePersonal(
  asked: PersonalAsked,
  deployed: Deployed,
  names: PersonalNames,
  team: PipelineDefinition,
): Promise<number> {
  const did: string[] = [];
  const left: string[] = [];
  const { pipeline } = names;
  const inForce = await readNamed(deployed.ports, pipeline);
  const versions = await readVersions(deployed.ports, pipeline);
  // Of one that is gone something may be left: that is still of whoever applied it last.
  const last = inForce ?? versions.findLast((each) => isPersonal(each.pipeline));
  refuseAnothers(last, names, deployed.person);
  did.push(...(await stopAll(asked, deployed, pipeline)));
  const running = await runningOf(deployed.ports, pipeline);
  if (running.length > 0) {
    left.push(`${running.join(', ')} still runs: give this again once it has ended`);
    return told(asked, pipeline, did, left);
  }
  if (inForce || versions.length > 0) {
    const gone = await orLeft(
      left,
      async () => (await give(asked, 'remove', { pipeline, reason: 'tidegate dev --remove' })).did,
    );
    did.push(...(gone ?? []));
  }
  const all = [...versions.map((each) => each.pipeline), team];
  await takeAway(deployed, names, all, { did, left });
  return told(asked, pipeline, did, left);
}

async function stopAll(
  asked: PersonalAsked,
  { ports }: Deployed,
  pipeline: string,
): Promise<string[]> {
  const did: string[] = [];
  for (const release of await runningOf(ports, pipeline)) {
    const body = { pipeline, release, reason: 'tidegate dev --remove' };
    // One that is on its way back cannot be stopped, and ends by itself.
    const stopped = await orRefused(() => give(asked, 'stop', body));
    did.push(...(stopped?.did ?? []));
  }
  const until = realClock.now().getTime() + LONGEST_WAIT_SECONDS * 1000;
  while (realClock.now().getTime() < until && (await runningOf(ports, pipeline)).length > 0)
    await realClock.sleep(1);
  return did;
}

async function orRefused<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (thrown) {
    if (!isFailure(thrown, 'Refused') && !isFailure(thrown, 'Missing')) throw thrown;
    return undefined;
  }
}

interface Tally {
  readonly did: string[];
  readonly left: string[];
}

/** Only what bears the person's name and was made here. */
async function takeAway(
  deployed: Deployed,
  names: PersonalNames,
  all: readonly PipelineDefinition[],
  { did, left }: Tally,
): Promise<void> {
  const { account } = deployed;
  const place = { account, region: deployed.region };
  const access = accessOf(deployed);
  const named = await orLeft(left, () => alarmsNamed(access, place, alarmPrefixOf(names)));
  const alarms = ownAmong(named ?? [], names);
  if (alarms.length > 0) {
    const deleted = await orLeft(left, async () => {
      await deleteAlarms(access, place, alarms);
      return true;
    });
    if (deleted) did.push(...alarms.map((name) => `deleted alarm ${name}`));
  }
  const functions = all
    .flatMap(({ stages }) => stages.flatMap(targetsOf))
    .flatMap(({ lambda }) => lambda?.function ?? []);
  for (const name of new Set(functions)) {
    const seen = await orLeft(left, () => aliasSeen(access, place, name, names.stage));
    if (seen?.description !== descriptionOf(names)) continue;
    const deleted = await orLeft(left, async () => {
      await deleteAlias(access, place, name, names.stage);
      return true;
    });
    if (deleted) did.push(`deleted alias ${name}:${names.stage}`);
  }
}

/** What could not be done is told, and keeps nothing else from being done. */
async function orLeft<T>(left: string[], ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (thrown) {
    if (!isFailure(thrown, 'ServiceFailed') && !isFailure(thrown, 'Refused')) throw thrown;
    left.push(thrown.message);
    return undefined;
  }
}

function told(
  { json }: PersonalAsked,
  pipeline: string,
  did: readonly string[],
  left: readonly string[],
): number {
  if (json) printJson({ pipeline, removed: left.length === 0, did, left });
  else {
    print(did.length === 0 && left.length === 0 ? [`${pipeline}: nothing of it is there`] : did);
    printErrors(left.map((each) => `left behind: ${each}`));
  }
  return left.length === 0 ? 0 : 1;
}
