// The versions of a function that a target's alias goes between.

import { Failure } from '../../core/failure.ts';
import type { Truth } from '../../core/found-truth.ts';
import { codeDigestOf, imageIn } from '../../core/function-code.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { artifactIn, labelOf, type Revision } from '../../core/revision.ts';
import type { Installed } from '../../core/target.ts';
import type { Ports } from '../ports.ts';
import { isNear } from './artifact.ts';
import type { Wanted } from './kind.ts';

/** A target that is an alias of a function, whoever shifts it. */
export type AliasTarget = Extract<TargetDefinition, { readonly lambda: object }>;

/** The version that is to be brought there, up and ready for traffic. Throws what publishing does. */
export async function versionOf(ports: Ports, wanted: Wanted<AliasTarget>): Promise<string> {
  return (await versionThere(ports, wanted)) ?? (await publish(ports, wanted));
}

/** The version that is known, unless it was deleted since, or the function with it: then it is published again. */
async function versionThere(
  { versions }: Ports,
  { target, revision, functionVersion }: Wanted<AliasTarget>,
): Promise<string | undefined> {
  if (functionVersion === undefined) return undefined;
  const code = await versions.codeOfReady(target, target.lambda.function, functionVersion);
  return code === codeDigestOf(target.lambda.image, revision) ? functionVersion : undefined;
}

/** Undefined where that version is gone: then the next try goes out from wherever the last one left the alias. */
export async function outFromThere(
  { functions }: Ports,
  { target, outFrom }: Wanted<AliasTarget>,
): Promise<string | undefined> {
  if (outFrom === undefined) return undefined;
  const code = await functions.codeOf(target, target.lambda.function, outFrom);
  return code === undefined ? undefined : outFrom;
}

/** Lambda's limit for code that comes with the request. */
const MOST_SENT_BYTES = 50 * 1024 * 1024;

async function publish(ports: Ports, { target, revision }: Wanted<AliasTarget>): Promise<string> {
  const { image: called, function: name } = target.lambda;
  if (called !== undefined)
    return ports.versions.publishImage(target, name, imageFor(called, target, revision));
  const bytes = isNear(revision, target)
    ? undefined
    : await ports.artifacts.read(artifactIn(revision), revision.digest, MOST_SENT_BYTES);
  const { digest } = revision;
  return ports.versions.publish(target, name, { artifact: artifactIn(revision), digest }, bytes);
}

function imageFor(called: string, { name, region }: AliasTarget, revision: Revision): string {
  const image = imageIn(called, revision, region);
  if (image !== undefined) return image;
  const text = `expected ${labelOf(revision)} to say an image ${called} for ${name}, got none: it was built before its target got images`;
  throw new Failure('Refused', text);
}

/** What an alias is now, or that it is not there. */
export async function aliasTruth(
  { functions }: Ports,
  target: AliasTarget,
  how: 'quick' | 'whole',
): Promise<Truth> {
  const { function: name, alias, image } = target.lambda;
  const truth = await functions.readAlias(target, name, alias);
  if (truth === undefined) return { kind: 'nothing' };
  if (how === 'quick') return truth;
  const digest = await functions.codeOf(target, name, truth.version);
  return digest === undefined ? { kind: 'nothing' } : { ...truth, digest, ...(image && { image }) };
}

/** The alias's setting, where it sends everything to that version. */
export async function settingOf(
  ports: Ports,
  target: AliasTarget,
  version: string | undefined,
): Promise<string | undefined> {
  const truth = await aliasTruth(ports, target, 'quick');
  const isItsOwn =
    truth.kind === 'alias' && truth.version === version && Object.keys(truth.weights).length === 0;
  return isItsOwn ? truth.setting : undefined;
}

/** Sends all of the traffic to that version, unless it has it; resolves to the alias's setting then. */
export async function pointWhole(
  ports: Ports,
  target: AliasTarget,
  version: string,
): Promise<string | undefined> {
  const { function: name, alias } = target.lambda;
  const before = await ports.functions.aliasOf(target, name, alias);
  if (before.isSplit || before.version !== version)
    await ports.functions.pointAlias(target, name, alias, { version, setting: before.setting });
  return settingOf(ports, target, version);
}

export function versionText(target: AliasTarget, { functionVersion }: Installed): string {
  return `version ${functionVersion} of ${target.lambda.function}`;
}

export async function isVersionKept(
  { functions }: Ports,
  target: AliasTarget,
  { revision, functionVersion }: Installed,
): Promise<boolean> {
  if (functionVersion === undefined) return false;
  const code = await functions.codeOf(target, target.lambda.function, functionVersion);
  return code !== undefined && code === codeDigestOf(target.lambda.image, revision);
}
