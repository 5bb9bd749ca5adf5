// A slice of a StackSet: an operation that is written first, looked at, and begun once, under an id of ours.

import { isUnderWay, type OperationFound } from '../../aws/set-forms.ts';
import type { Deployment } from '../../core/deployment.ts';
import { Failure } from '../../core/failure.ts';
import { LIFE_SECONDS } from '../../core/intent.ts';
import { keptKeys } from '../../core/kept-keys.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { instancesOf, instanceText } from '../../core/set-instances.ts';
import { givenUpOf, type SetOperation } from '../../core/set-operation.ts';
import {
  changesDigest,
  changesText,
  destroyingText,
  mayDestroy,
} from '../../core/stack-changes.ts';
import { changeSetNamed } from '../../core/stack-contents.ts';
import { keptSet, operationOf, pipelineOf } from '../kept-set.ts';
import type { Ports } from '../ports.ts';
import { type End, endOf } from '../set-ends.ts';
import { dueOf, givenBack, givingText } from '../set-following.ts';
import { readSetOf, type SetRead } from '../set-read.ts';
import { setTruth, settingOf } from '../set-truth.ts';
import type { Carries, Finds, Keeps, Observes, Reads, Settles, Stops } from './kind.ts';

type Target = TargetOf<'stackSet'>;

export const finds: Finds<Target> = {
  async find(ports, { target, mark }) {
    const id = changeSetNamed(mark);
    const ours = await operationOf(ports, target, id);
    return ours && observe(ports, target, id);
  },
  /** Whatever is under way on the set: it does one thing at a time, or has what comes wait for it. */
  async running(ports, target) {
    const operations = await ports.stackSets.operations(target);
    const all = operations.filter(isUnderWay);
    const looks = all.find(({ action }) => action === 'DETECT_DRIFT');
    if (looks) throw busy(target, looks);
    const set = await ports.stackSets.set(target);
    const pipeline = await pipelineOf(ports, target);
    for (const { id, createdAt } of all) {
      const ours = await operationOf(ports, target, id);
      const isOwn = ours?.pipeline === pipeline;
      if (set?.queues && ours && !(isOwn && ours.target === target.name)) continue;
      // Another pipeline's slice changes: it is nobody's to stop from here, and over in its time.
      if (ours && pipeline !== undefined && !isOwn) throw busyWith(target, ours);
      return { id, createdAt, creator: 'user', description: ours?.mark ?? '', state: 'running' };
    }
    return undefined;
  },
};

/** It changes nothing, and is over soon. */
function busy({ stackSet: { name } }: Target, { id }: OperationFound): Failure {
  const text = `expected StackSet ${name} to be at rest, got the detection of drift ${id}`;
  return new Failure('TargetBusy', text);
}

function busyWith({ stackSet: { name } }: Target, { id, pipeline, target }: SetOperation): Failure {
  const text = `expected StackSet ${name} to be at rest, got operation ${id} of pipeline ${pipeline} on its ${target}`;
  return new Failure('TargetBusy', text);
}

export const observes: Observes<Target> = {
  observe: (ports, { target, id }) => observe(ports, target, id),
};

/** Begun, it is what CloudFormation says; before that, what was written of it. What follows it is a part of it. */
async function observe(ports: Ports, target: Target, id: string): Promise<Deployment> {
  const ours = await operationOf(ports, target, id);
  const found = await ports.stackSets.operation(target, id);
  const createdAt = found?.createdAt ?? ours?.at ?? ports.clock.now().toISOString();
  const of = { id, description: ours?.mark ?? '', creator: 'user', createdAt };
  const wanted = instancesOf(target.stackSet).map(instanceText);
  const end = await endOn(ports, target, { ours, found, wanted });
  if (end.state !== 'Succeeded' || ours?.followers === undefined) return { ...of, ...end };
  for (const each of ours.followers) {
    const its = await operationOf(ports, target, each);
    const follows = await ports.stackSets.operation(target, each);
    const own = instancesOf(its?.gives ?? { accounts: [], regions: [] }).map(instanceText);
    const ends = await endOn(ports, target, { ours: its, found: follows, wanted: own });
    if (ends.state !== 'Succeeded') return { ...of, ...ends };
  }
  return { ...of, ...(await givenBack(ports, target, ours)) };
}

interface Seen {
  readonly ours: SetOperation | undefined;
  readonly found: OperationFound | undefined;
  /** Which instances it is for. */
  readonly wanted: readonly string[];
}

async function endOn(ports: Ports, target: Target, { ours, found, wanted }: Seen): Promise<End> {
  if (found === undefined) return unbegun(ports, ours);
  if (isUnderWay(found)) return { state: 'running' };
  const results = await ports.stackSets.results(target, found.id);
  const instances = await ports.stackSets.instances(target);
  return endOf(wanted, { found, results, instances });
}

function unbegun({ clock }: Pick<Ports, 'clock'>, ours: SetOperation | undefined): End {
  switch (ours?.state) {
    case 'prepared':
      return { state: 'running' };
    case 'begun': {
      // Whoever began it may be about to call, and CloudFormation tells of it a moment later.
      const since = (clock.now().getTime() - Date.parse(ours.begunAt ?? ours.at)) / 1000;
      if (since < 2 * LIFE_SECONDS) return { state: 'running' };
      return { state: 'Failed', error: 'CloudFormation knows of no such operation' };
    }
    case 'refused':
      return { state: 'Failed', error: ours.reason ?? 'CloudFormation did not take it' };
    default:
      return { state: 'Stopped', error: 'it was given up' };
  }
}

export const stops: Stops<Target> = {
  /** What was not begun never will be; what is under way in an instance goes on to its end. */
  async stop(ports, { target, id }) {
    const ours = await operationOf(ports, target, id);
    for (const each of [id, ...(ours?.followers ?? [])]) await stopOne(ports, target, each);
  },
};

async function stopOne(ports: Ports, target: Target, id: string): Promise<void> {
  const key = keptKeys.setOperation(target.account, target.region, id);
  // What is told a moment later may have begun although it looks as if it had not.
  await ports.table.change(key, givenUpOf);
  const found = await ports.stackSets.operation(target, id);
  if (found && isUnderWay(found) && found.status !== 'STOPPING')
    await ports.stackSets.stop(target, id);
}

export const carries: Carries<Target> = {
  async prepared(ports, { target, id }) {
    const due = await dueOf(ports, target, id);
    if (due === undefined) return undefined;
    const { changes, gives } = due;
    if (gives)
      return {
        ...{ word: 'operation', digest: due.id, text: givingText(gives), destroys: [] },
        ...(due.id !== id && { follows: true as const }),
      };
    return {
      word: 'operation',
      digest: changesDigest(changes),
      text: changesText(changes),
      destroys: changes.filter(mayDestroy).map(destroyingText),
    };
  },
};

export const settles: Settles<Target> = {
  settingAfter: async ({ stackSets }, { target }) =>
    settingOf(target, await stackSets.instances(target)),
};

export const keeps: Keeps<Target> = {
  keptAs: ({ stackSet }) => `what Tidegate has kept of StackSet ${stackSet.name}`,
  async isKept(ports, target, { functionVersion }) {
    const pipeline = await pipelineOf(ports, target);
    if (pipeline === undefined) return false;
    return (await keptSet(ports, { pipeline, target }, functionVersion)) !== undefined;
  },
  hasCopy: async () => false,
};

export const reads: Reads<Target> = {
  /** A set is read once for all of its slices. */
  async reader(ports) {
    const sets = new Map<string, Promise<SetRead | undefined>>();
    return {
      async read({ target, installed, since }) {
        const { account, region, stackSet } = target;
        const key = `${account} ${region} ${stackSet.name} ${stackSet.delegated}`;
        const reading = sets.get(key) ?? readSetOf(ports, target);
        sets.set(key, reading);
        const read = await reading;
        if (read === undefined) return { kind: 'nothing' };
        const from = { at: since ?? installed.at, isAsked: since !== undefined };
        return setTruth(ports, target, read, from);
      },
    };
  },
};
