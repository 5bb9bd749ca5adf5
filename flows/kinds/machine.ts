// A state machine of Step Functions, whose alias Tidegate shifts between versions.

import type { Truth } from '../../core/found-truth.ts';
import { keys } from '../../core/keys.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import type { Revision } from '../../core/revision.ts';
import { templateDigest } from '../../core/stack-contents.ts';
import { machineSourceOf } from '../machine-source.ts';
import type { Ports } from '../ports.ts';
import { standing } from './alias-steps.ts';
import { isStale, pointAlias, readAlias } from './aliases.ts';
import { beginShift } from './by-steps.ts';
import type { Keeps, Reads, Said, SendsBack, Settles, Starts, Wanted } from './kind.ts';

export { finds, observes, stops } from './by-steps.ts';

type Target = TargetOf<'machine'>;

export const starts: Starts<Target> = {
  async start(ports, wanted, noted) {
    const { target, outFrom } = wanted;
    const { version, weights } = await readAlias(ports, target);
    const to = (await versionThere(ports, wanted)) ?? (await publish(ports, wanted));
    const isThere = outFrom && (await ports.machines.definitionOf(target, outFrom)) !== undefined;
    const from = isThere ? outFrom : version;
    await noted({ functionVersion: to, fromVersion: from });
    if (from === to && Object.keys(weights).length === 0) return undefined;
    return beginShift(ports, wanted, from === to);
  },
};

/** The version that is known, unless it was deleted since: then its definition is published again. */
async function versionThere(
  ports: Ports,
  { target, revision, functionVersion }: Wanted<Target>,
): Promise<string | undefined> {
  if (functionVersion === undefined) return undefined;
  return (await hasDefinition(ports, target, { revision, functionVersion }))
    ? functionVersion
    : undefined;
}

async function hasDefinition(
  { machines }: Ports,
  target: Target,
  { revision, functionVersion }: { readonly revision: Revision; readonly functionVersion: string },
): Promise<boolean> {
  const definition = await machines.definitionOf(target, functionVersion);
  const pinned = revision.templates?.[target.machine.definition];
  return definition !== undefined && (!pinned || templateDigest(definition) === pinned);
}

async function publish(ports: Ports, { target, revision, mark }: Wanted<Target>): Promise<string> {
  const definition = await machineSourceOf(ports, target, revision);
  return ports.machineVersions.publish(target, target.machine.name, definition, mark);
}

export const settles: Settles<Target> = {
  async settingAfter(ports, { pipeline, target }) {
    const intent = (await ports.table.get(keys.target(pipeline, target.name)))?.intent;
    if (intent === undefined) return undefined;
    const { share, setting } = await standing(ports, target, intent);
    return share === 1 ? setting : undefined;
  },
};

export const sendsBack: SendsBack<Target> = {
  async sendBack(ports, target, version) {
    // What is told may be older than the last step: set once more, it changes nothing where it was so.
    const { setting } = await readAlias(ports, target);
    return { setting: await pointAlias(ports, target, { version, setting, weights: {} }) };
  },
};

export const keeps: Keeps<Target> = {
  keptAs: ({ machine: { name } }, { functionVersion }) =>
    `version ${functionVersion} of state machine ${name}`,
  async isKept(ports, target, { revision, functionVersion }) {
    if (functionVersion === undefined) return false;
    return hasDefinition(ports, target, { revision, functionVersion });
  },
  hasCopy: async () => false,
};

export const reads: Reads<Target> = {
  reader: async (ports, _all, how) => ({ read: (said) => machineTruth(ports, said, how) }),
};

/** Nothing is said while Step Functions tells of the alias as it was before Tidegate moved it last. */
async function machineTruth(
  { machines }: Ports,
  { target, installed, shifting }: Said<Target>,
  how: 'quick' | 'whole',
): Promise<Truth | undefined> {
  const truth = await machines.readAlias(target);
  if (truth === undefined) return { kind: 'nothing' };
  if (isStale(target, truth, shifting ? shifting.setting : installed.setting)) return undefined;
  if (how === 'quick') return truth;
  const definition = await machines.definitionOf(target, truth.version);
  if (definition === undefined) return { kind: 'nothing' };
  const path = target.machine.definition;
  return { ...truth, digest: templateDigest(definition), path };
}
