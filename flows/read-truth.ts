// Reads what targets really run, and holds it against what the ledger says: one that cannot be read stops no other.

import type { Place } from '../aws/clients.ts';
import type { GroupFound } from '../aws/codedeploy-groups.ts';
import { copyBucketOf, keyOfCopy } from '../aws/s3.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { Revision } from '../core/revision.ts';
import { bakedOn, type Installed, type Target } from '../core/target.ts';
import {
  compared,
  comparedShift,
  type Expected,
  type GroupDeployment,
  runsNothingOf,
  type Says,
  type Shifting,
  shareOf,
  type Truth,
} from '../core/truth.ts';
import { gathered } from './gathered.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/** A target, with what the ledger says that it runs. */
export interface Said {
  readonly target: TargetDefinition;
  readonly installed: Installed;
  /** Since when somebody else may have moved it: since it was begun to be installed, where that is known. */
  readonly since?: string;
  /** It is being brought there: nobody expects all of it to be there yet. */
  readonly shifting?: Shifting;
}

export interface Compared extends Said {
  /** `unread` where the platform did not answer. */
  readonly says: Says | { readonly is: 'unread' };
  /** Whether it runs some other revision, whoever put it there. */
  readonly runs: (other: Installed) => boolean;
  /** Whether nothing of it runs what the ledger says any more. */
  readonly isWhollyOther: boolean;
  /** How much of an alias's traffic has what the ledger says, in [0, 1]. */
  readonly share: number;
}

/**
 * What the platform says of each, in their order. Groups are read a hundred at a time; an alias takes a call, and
 * another for its version's bytes, unless they are asked for as `quick`: a version's bytes never change.
 */
export async function compareWithTruth(
  ports: Ports,
  all: readonly Said[],
  how: 'quick' | 'whole' = 'whole',
): Promise<Compared[]> {
  const groups = await readGroups(ports, all);
  return sideBySide(all, async (said) => {
    const { found } = await gathered('the truth', undefined, () =>
      said.target.lambda
        ? shiftedAlias(ports, said.target, said, { how, groups })
        : groupTruth(ports, said.target, said, groups),
    );
    if (found === undefined)
      return { ...said, says: { is: 'unread' }, runs: () => false, isWhollyOther: false, share: 0 };
    const runs = (other: Installed) => runsAnyhow(found, { target: said.target, installed: other });
    const expected = expectedOf(said);
    const isWhollyOther = runsNothingOf(found, expected);
    const says = said.shifting
      ? comparedShift(found, expected, said.shifting)
      : compared(found, expected);
    return { ...said, says, runs, isWhollyOther, share: shareOf(found, expected) };
  });
}

/**
 * Somebody has taken it back by hand to what baked there before, or put there what is to be released: that is
 * known.
 */
export function runsWhatIsKnown(
  { says, runs }: Pick<Compared, 'says' | 'runs'>,
  item: Target,
  revision: Revision,
): boolean {
  if (says.is !== 'other') return false;
  return [...bakedOn(item), { release: '', revision, at: '' }].some(runs);
}

function runsAnyhow(truth: Truth, { target, installed }: Said): boolean {
  const { functionVersion: _, setting: __, ...bytes } = installed;
  return compared(truth, expectedOf({ target, installed: bytes })).is === 'same';
}

function expectedOf({ target, installed }: Said): Expected {
  const key = keyOfCopy(installed.revision.digest);
  return { ...installed, copies: [{ bucket: copyBucketOf(target), key }] };
}

type AliasTarget = Extract<TargetDefinition, { readonly lambda: unknown }>;
type GroupTarget = Exclude<TargetDefinition, AliasTarget>;

/** What an alias is now, or that it is not there. */
export async function aliasTruth(
  { functions }: Ports,
  target: AliasTarget,
  how: 'quick' | 'whole',
): Promise<Truth> {
  const { function: name, alias } = target.lambda;
  const truth = await functions.readAlias(target, name, alias);
  if (truth === undefined) return { kind: 'nothing' };
  if (how === 'quick') return truth;
  const digest = await functions.codeOf(target, name, truth.version);
  return digest === undefined ? { kind: 'nothing' } : { ...truth, digest };
}

/** While it shifts, its group tells whether somebody else deploys there, which its alias shows only later. */
async function shiftedAlias(
  ports: Ports,
  target: AliasTarget,
  said: Said,
  { how, groups }: { readonly how: 'quick' | 'whole'; readonly groups: Groups },
): Promise<Truth> {
  const truth = await aliasTruth(ports, target, how);
  if (truth.kind !== 'alias' || said.shifting === undefined) return truth;
  const id = groups.get(applicationId(target))?.get(target.lambda.deploymentGroup)?.attempted;
  if (id === undefined || id === said.shifting.deployment) return truth;
  // What the alias shows counts, though this be not answered.
  const { found: attempted } = await gathered('the last deployment', undefined, () =>
    ports.deployments.get(target, id),
  );
  return { ...truth, ...(attempted && { attempted }) };
}

/** By `applicationId`; undefined where they could not be read. */
type Groups = ReadonlyMap<string, ReadonlyMap<string, GroupFound> | undefined>;

interface Application extends Place {
  readonly application: string;
  readonly names: Set<string>;
}

async function readGroups(ports: Ports, all: readonly Said[]): Promise<Groups> {
  const applications = new Map<string, Application>();
  for (const { target, shifting } of all) {
    if (target.lambda && shifting === undefined) continue;
    const { account, region } = target;
    const id = applicationId(target);
    const { application, deploymentGroup } = groupOf(target);
    const known = applications.get(id) ?? { account, region, application, names: new Set() };
    known.names.add(deploymentGroup);
    applications.set(id, known);
  }
  const found = await sideBySide([...applications], async ([id, { application, names, ...at }]) => {
    const { found: groups } = await gathered('the groups', undefined, () =>
      ports.deployments.groups(at, application, [...names]),
    );
    return [id, groups] as const;
  });
  return new Map(found);
}

function applicationId(target: TargetDefinition): string {
  return `${target.account}/${target.region}/${groupOf(target).application}`;
}

function groupOf({ lambda, ec2 }: TargetDefinition) {
  return lambda ?? ec2;
}

async function groupTruth(
  ports: Ports,
  target: GroupTarget,
  { installed, shifting }: Said,
  groups: Groups,
): Promise<Truth | undefined> {
  const found = groups.get(applicationId(target));
  if (found === undefined) return undefined;
  const group = found.get(target.ec2.deploymentGroup);
  if (group === undefined) return { kind: 'nothing' };
  // While the last one is ours, nothing more needs to be asked.
  if (shifting?.deployment !== undefined && shifting.deployment === group.attempted)
    return { kind: 'group', attempted: { id: group.attempted, state: 'running', creator: 'user' } };
  const read = async (id: string | undefined) =>
    id === undefined ? undefined : deploymentOf(ports, target, id, installed);
  const last = await read(group.last);
  const attempted = group.attempted === group.last ? last : await read(group.attempted);
  return { kind: 'group', ...(last && { last }), ...(attempted && { attempted }) };
}

/** Of the one that the ledger knows, nothing more needs to be asked. */
async function deploymentOf(
  { deployments }: Ports,
  place: Place,
  id: string,
  { setting }: Installed,
): Promise<GroupDeployment> {
  if (id === setting) return { id, state: 'Succeeded', creator: 'user' };
  return deployments.get(place, id);
}
