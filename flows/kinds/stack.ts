// A stack of CloudFormation: a change set is prepared, looked at, and executed; what fails, CloudFormation itself
// takes back.

import type { Causes } from '../../aws/stack-events.ts';
import { isAtRest, type StackFound, settingOf } from '../../aws/stack-forms.ts';
import type { Deployment } from '../../core/deployment.ts';
import { Failure } from '../../core/failure.ts';
import type { StackUpdate, Truth } from '../../core/found-truth.ts';
import { ALARM_ACTIVE } from '../../core/harm.ts';
import { deploymentMark, deploymentOf } from '../../core/intent.ts';
import { keys } from '../../core/keys.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import {
  changesDigest,
  changesText,
  destroyingText,
  mayDestroy,
} from '../../core/stack-changes.ts';
import {
  changeSetNamed,
  isOfTidegate,
  templateDigest,
  versionOfStack,
} from '../../core/stack-contents.ts';
import { brokenText } from '../../core/stack-truth.ts';
import { keptStack } from '../kept-stack.ts';
import type { Ports } from '../ports.ts';
import type {
  Begun,
  Carries,
  Finds,
  Keeps,
  Observes,
  Reads,
  Said,
  SendsBack,
  Settles,
  Stops,
} from './kind.ts';

type Target = TargetOf<'stack'>;

export const finds: Finds<Target> = {
  async find(ports, { target, mark }) {
    const id = changeSetNamed(mark);
    const found = await deploymentNamed(ports, target, { id, mark });
    return found.isGone ? undefined : found.deployment;
  },
  /** Only what is being changed: what is prepared changes nothing, and nobody waits for it. */
  async running(ports, target) {
    const found = await ports.stacks.stack(target);
    if (found === undefined || isAtRest(found)) return undefined;
    const { description = '', ...update } = await lastUpdate(ports, target, found);
    return { ...update, description, state: 'running' };
  },
};

export const observes: Observes<Target> = {
  async observe(ports, { pipeline, target, id }) {
    const intent = (await ports.table.get(keys.target(pipeline, target.name)))?.intent;
    const isIts = intent !== undefined && deploymentOf(intent) === id;
    const mark = isIts ? deploymentMark(intent, target.name) : '';
    return (await deploymentNamed(ports, target, { id, mark })).deployment;
  },
};

interface Named {
  readonly id: string;
  readonly mark: string;
}

/** Executed, it is what its stack's events say; before that, what its change set says. */
async function deploymentNamed(
  ports: Ports,
  target: Target,
  { id, mark: description }: Named,
): Promise<{ readonly deployment: Deployment; readonly isGone?: true }> {
  const of = { id, description, creator: 'user' };
  const found = await ports.stacks.stack(target);
  if (found?.changeSet === id && !isAtRest(found))
    return { deployment: { ...of, createdAt: found.updatedAt, state: 'running' } };
  const set = await ports.stacks.changeSet(target, id);
  if (set && set.state !== 'executed') {
    const { createdAt, state, reason } = set;
    const is = { ...of, createdAt };
    if (state === 'void')
      return { deployment: { ...is, state: 'Succeeded', changedNothing: true } };
    if (state === 'preparing' || state === 'ready')
      return { deployment: { ...is, state: 'running' } };
    const why =
      state === 'obsolete' ? 'its stack was updated after it had been prepared' : (reason ?? state);
    return { deployment: { ...is, state: 'Failed', error: why } };
  }
  const causes = found && (await ports.stacks.causes(target, id, found.id));
  const createdAt = found?.updatedAt ?? ports.clock.now().toISOString();
  if (!causes?.ended)
    return {
      deployment: { ...of, createdAt, state: 'Stopped', error: 'it was given up' },
      isGone: true,
    };
  return { deployment: { ...of, createdAt, ...endedAs(causes.ended, causes) } };
}

/** Without a resource that failed, somebody has cancelled it. */
function endedAs(
  status: string,
  { failed, byAlarm, stuck }: Pick<Causes, 'failed' | 'byAlarm' | 'stuck'>,
): Pick<Deployment, 'state' | 'error' | 'errorCode' | 'isStuck'> {
  if (status === 'UPDATE_COMPLETE' || status === 'CREATE_COMPLETE') return { state: 'Succeeded' };
  const isStuck = status === 'UPDATE_ROLLBACK_FAILED' || status === 'ROLLBACK_FAILED';
  const after = isStuck ? `; and it could not be rolled back, ${stuck ?? 'nobody knows why'}` : '';
  if (failed === undefined && !isStuck)
    return { state: 'Stopped', error: `its stack is ${status}` };
  const why = failed === undefined ? '' : `: ${failed}`;
  const error = `its stack is ${status}${why}${after}`;
  const errorCode = byAlarm && ALARM_ACTIVE;
  return { state: 'Failed', error, ...(errorCode && { errorCode }), ...(isStuck && { isStuck }) };
}

export const stops: Stops<Target> = {
  /** What has begun goes back by CloudFormation itself, which takes its time. */
  async stop(ports, { target, id }) {
    const found = await ports.stacks.stack(target);
    if (found?.changeSet !== id) return ports.stacks.discard(target, id);
    if (found.status !== 'UPDATE_IN_PROGRESS') return;
    const { id: last } = await lastUpdate(ports, target, found);
    if (last === id) await ports.stacks.cancel(target);
  },
};

export const carries: Carries<Target> = {
  async prepared({ stacks }, { target, id }: Begun<Target>) {
    const set = await stacks.changeSet(target, id);
    if (set?.state === 'preparing') return 'unready';
    if (set?.state !== 'ready') return undefined;
    const changes = await stacks.changes(target, id);
    const isDrifted = (await stacks.stack(target))?.isDrifted ?? false;
    return {
      digest: changesDigest(changes),
      text: `${changesText(changes)}${isDrifted ? DRIFTED : ''}`,
      destroys: changes.filter(mayDestroy).map(destroyingText),
    };
  },
  carryOut: ({ stacks }, { target, id }) => stacks.execute(target, id),
};

const DRIFTED =
  '; its stack has drifted from its template: what was changed by hand in what it changes is overwritten';

export const settles: Settles<Target> = {
  async settingAfter(ports, { target, id }) {
    const found = await ports.stacks.stack(target);
    if (found === undefined) return undefined;
    if (found.changeSet === id) {
      const { id: last } = await lastUpdate(ports, target, found);
      // Somebody has updated it since: it is not as it was brought.
      return last === id ? settingOf(found) : `after ${id}`;
    }
    // One that had nothing to change stays in the list for ever.
    await ports.stacks.discard(target, id);
    return settingOf(found);
  },
};

export const sendsBack: SendsBack<Target> = {
  /** The stop of an update does it; it takes its time. */
  async sendBack(ports, target, version) {
    const found = await ports.stacks.stack(target);
    const { name } = target.stack;
    const broken = found && brokenText(found.status);
    if (broken)
      throw new Failure(
        'Refused',
        `expected stack ${name} to be whole, got ${found.status}: ${broken}`,
      );
    if (found && isAtRest(found)) {
      const template = await ports.stacks.template(target);
      if (versionOfStack({ template, parameters: found.parameters }) === version)
        return { setting: settingOf(found) };
    }
    const text = `expected stack ${name} to have again what it had, got ${found?.status ?? 'no such stack'}`;
    throw new Failure('NotReady', text);
  },
};

export const keeps: Keeps<Target> = {
  keptAs: ({ stack }) => `what Tidegate has kept of stack ${stack.name}`,
  async isKept(ports, target, { functionVersion, revision: _ }) {
    const owner = await ports.table.get(
      keys.owner(target.account, target.region, `stack ${target.stack.name}`),
    );
    if (owner === undefined) return false;
    const kept = { pipeline: owner.pipeline, target };
    return (await keptStack(ports, kept, functionVersion)) !== undefined;
  },
  hasCopy: async () => false,
};

export const reads: Reads<Target> = {
  reader: async (ports) => ({ read: (said) => stackTruth(ports, said) }),
};

/** Of its own setting nothing more needs to be asked. */
async function stackTruth(ports: Ports, { target, installed }: Said<Target>): Promise<Truth> {
  const found = await ports.stacks.stack(target);
  if (found === undefined) return { kind: 'nothing' };
  const setting = settingOf(found);
  const { status, parameters } = found;
  const of = { kind: 'stack', status, setting, path: target.stack.template } as const;
  if (setting === installed.setting) return of;
  const attempted = await lastUpdate(ports, target, found);
  const template = await ports.stacks.template(target);
  const version = versionOfStack({ template, parameters });
  return { ...of, template: templateDigest(template), version, attempted };
}

/** By the token in its events: a change set may be named by a stack that somebody has updated without one since. */
async function lastUpdate(ports: Ports, target: Target, found: StackFound): Promise<StackUpdate> {
  const token = await ports.stacks.lastToken(target, found.id);
  const id = token ?? 'of its stack';
  const isOurs = isOfTidegate(id) && found.changeSet === id;
  const set =
    isOurs && found.changeSetArn
      ? await ports.stacks.changeSet(target, found.changeSetArn)
      : undefined;
  return {
    id,
    createdAt: found.updatedAt,
    creator: 'user',
    state: stateOf(found),
    ...(set && { description: set.description }),
  };
}

function stateOf(found: StackFound): StackUpdate['state'] {
  if (!isAtRest(found)) return 'running';
  return /^(CREATE|UPDATE)_COMPLETE$/.test(found.status) ? 'Succeeded' : 'Failed';
}
