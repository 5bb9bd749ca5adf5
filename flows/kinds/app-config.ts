// Configuration, or flags, of AppConfig: a hosted version is made of the build's file, and deployed.

import type { ConfigDetails, ConfigSummary } from '../../aws/app-config.ts';
import type { Deployment } from '../../core/deployment.ts';
import { Failure } from '../../core/failure.ts';
import type { ConfigTruth, Truth } from '../../core/found-truth.ts';
import { ALARM_ACTIVE } from '../../core/harm.ts';
import { deploymentMark, deploymentOf, type Intent } from '../../core/intent.ts';
import { keys } from '../../core/keys.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { templateDigest } from '../../core/stack-contents.ts';
import type { Ports } from '../ports.ts';
import type { Finds, Keeps, Observes, Reads, Said, SendsBack, Settles, Stops } from './kind.ts';

type Target = TargetOf<'appConfig'>;

const ENDED = ['COMPLETE', 'ROLLED_BACK', 'REVERTED'];

function isUnderWay({ state }: Pick<ConfigSummary, 'state'>): boolean {
  return !ENDED.includes(state);
}

/** The last that is complete, and was not taken back since. */
export function inForce(all: readonly ConfigSummary[]): ConfigSummary | undefined {
  return all.find(({ state }) => state === 'COMPLETE');
}

/** A way back that is no deployment of its own is called after the one that it reverts. */
const REVERTED = /\/reverted$/;

export function revertOf(id: string): string {
  return `${id}/reverted`;
}

export const finds: Finds<Target> = {
  async find(ports, { pipeline, target, mark, since }) {
    const all = (await ports.configurations.last(target)) ?? [];
    for (const { id } of all.filter(({ createdAt }) => createdAt >= secondOf(since))) {
      const found = await ports.configurations.get(target, id);
      if (found?.description === mark) return told(found);
    }
    const [last] = all;
    const intent = await intentOf(ports, pipeline, target);
    if (intent?.doing !== 'rollBack' || deploymentMark(intent, target.name) !== mark)
      return undefined;
    if (last?.state !== 'REVERTED' || last.version !== intent.fromVersion) return undefined;
    const reverted = await ports.configurations.get(target, last.id);
    const isIts = (reverted?.revertedAt ?? '') >= secondOf(since);
    return reverted && isIts ? toldOfRevert(reverted, mark) : undefined;
  },
  /** Of its own profile: what else its environment is busy with moves nothing of it. */
  async running(ports, target) {
    const [last] = (await ports.configurations.last(target)) ?? [];
    if (last === undefined || !isUnderWay(last)) return undefined;
    const found = await ports.configurations.get(target, last.id);
    return found && told(found);
  },
};

/** AppConfig may tell times by the second. */
function secondOf(since: string): string {
  return `${since.slice(0, 19)}.000Z`;
}

async function intentOf(
  { table }: Ports,
  pipeline: string,
  { name }: Target,
): Promise<Intent | undefined> {
  return (await table.get(keys.target(pipeline, name)))?.intent;
}

export const observes: Observes<Target> = {
  async observe(ports, { pipeline, target, id }) {
    const found = await ports.configurations.get(target, id.replace(REVERTED, ''));
    if (found === undefined) return gone(ports, id);
    if (!REVERTED.test(id)) return told(found);
    const intent = await intentOf(ports, pipeline, target);
    const isIts = intent !== undefined && deploymentOf(intent) === id;
    return toldOfRevert(found, isIts ? deploymentMark(intent, target.name) : '');
  },
};

function gone({ clock }: Ports, id: string): Deployment {
  const createdAt = clock.now().toISOString();
  const error = 'AppConfig does not know it any more';
  return { id, description: '', createdAt, creator: 'user', state: 'Failed', error };
}

function toldOfRevert(found: ConfigDetails, description: string): Deployment {
  const { id, revertedAt, createdAt } = found;
  const of = { id: revertOf(id), description, creator: 'user' };
  if (found.state === 'REVERTED')
    return { ...of, createdAt: revertedAt ?? createdAt, state: 'Succeeded' };
  return { ...of, createdAt, state: 'running' };
}

/**
 * Its environment's alarms have AppConfig take it back by itself: that is an alarm's word as any other, unless it had
 * fired before any client had the configuration.
 */
function told(found: ConfigDetails): Deployment {
  const { id, description, createdAt, state, takenBackBy, why, served } = found;
  const of = { id, description, createdAt, creator: 'user' };
  if (state === 'COMPLETE') return { ...of, state: 'Succeeded' };
  if (state === 'REVERTED')
    return { ...of, state: 'Stopped', error: 'it was reverted once it had been complete' };
  if (state !== 'ROLLED_BACK') return { ...of, state: 'running' };
  if (takenBackBy === 'USER') return { ...of, state: 'Stopped' };
  const isBack = description.startsWith('tidegate rollBack ');
  const todo = isBack && takenBackBy === 'CLOUDWATCH_ALARM' ? `; ${TAKE_OUT}` : '';
  const error = `AppConfig has rolled it back, by ${takenBackBy || 'whom it does not say'}${why ? `: ${why}` : ''}${todo}`;
  const errorCode = takenBackBy === 'CLOUDWATCH_ALARM' && served && ALARM_ACTIVE;
  return { ...of, state: 'Failed', error, ...(errorCode && { errorCode }) };
}

/** AppConfig has no deployment without them; only what reverts ignores them, for 72 hours. */
const TAKE_OUT =
  'take the alarm out of the monitors of its environment, and roll back again: while it fires AppConfig lets no deployment through';

export const stops: Stops<Target> = {
  /** One that has become complete meanwhile is reverted: its stop is not too late. */
  async stop(ports, { target, id }) {
    if (REVERTED.test(id)) return;
    const found = await ports.configurations.get(target, id);
    if (found && isUnderWay(found) && found.state !== 'ROLLING_BACK')
      await ports.configurations.stop(target, id);
  },
};

export const settles: Settles<Target> = {
  async settingAfter(ports, { target }) {
    const all = (await ports.configurations.last(target)) ?? [];
    return all[0] && settingOf(all[0]);
  },
};

/** It is another after each deployment, and after what becomes of that later. */
function settingOf({ id, state }: ConfigSummary): string {
  return state === 'COMPLETE' ? id : `${id} ${state}`;
}

export const sendsBack: SendsBack<Target> = {
  /** The stop of a deployment does it; it takes its time. */
  async sendBack(ports, target, version) {
    const all = (await ports.configurations.last(target)) ?? [];
    const [last] = all;
    if (last && isUnderWay(last)) {
      const text = `expected ${target.name} to have no deployment, got ${last.id}, which is ${last.state}`;
      throw new Failure('NotReady', text);
    }
    const has = inForce(all)?.version ?? NOTHING;
    if (has === version) return { setting: last && settingOf(last) };
    const text = `expected ${target.name} to have version ${version} in force again, got ${has}`;
    throw new Failure('NotReady', text);
  },
};

/** The version of what nothing was ever deployed to. */
export const NOTHING = 'nothing';

export const keeps: Keeps<Target> = {
  keptAs: ({ appConfig: { profile } }, { functionVersion }) =>
    `version ${functionVersion} of profile ${profile}`,
  async isKept(ports, target, { revision, functionVersion }) {
    if (functionVersion === undefined) return false;
    const digest = await digestOf(ports, target, functionVersion, pinnedOf(target, revision));
    return digest !== undefined && digest === (pinnedOf(target, revision) ?? digest);
  },
  hasCopy: async () => false,
};

function pinnedOf(
  { appConfig: { configuration } }: Target,
  { templates }: Said['installed']['revision'],
) {
  return templates?.[configuration];
}

/**
 * Of a version's content; undefined where it was deleted. Flags are given back with times that nobody wrote: there the
 * version's label tells what it was made of.
 */
export async function digestOf(
  { configurations }: Ports,
  target: Target,
  version: string,
  pinned: string | undefined,
): Promise<string | undefined> {
  const content = await configurations.contentOf(target, version);
  if (content === undefined) return undefined;
  const digest = templateDigest(content);
  if (pinned === undefined || digest === pinned) return digest;
  return (await configurations.versionOf(target, pinned)) === version ? pinned : digest;
}

export const reads: Reads<Target> = {
  reader: async (ports, _all, how) => ({ read: (said) => configTruth(ports, said, how) }),
};

/** Of its own setting nothing more needs to be asked. */
async function configTruth(
  ports: Ports,
  { target, installed }: Said<Target>,
  how: 'quick' | 'whole',
): Promise<Truth> {
  const all = await ports.configurations.last(target);
  if (all === undefined) return { kind: 'nothing' };
  const [last] = all;
  const version = inForce(all)?.version;
  const setting = last === undefined ? NOTHING : settingOf(last);
  const path = target.appConfig.configuration;
  const is: ConfigTruth = { kind: 'config', setting, path, ...(version && { version }) };
  const isOwn = setting === installed.setting;
  const attempted = last && !isOwn && (await ports.configurations.get(target, last.id));
  const by = attempted && { attempted: told(attempted) };
  if (how === 'quick' || version === undefined) return { ...is, ...by };
  const digest = await digestOf(ports, target, version, pinnedOf(target, installed.revision));
  return digest === undefined ? { kind: 'nothing' } : { ...is, ...by, digest };
}
