// Whose stage it is, and where: from what is said, else from the credentials.

import { userInfo } from 'node:os';
import { personOf } from '../../core/command/person.ts';
import { Failure } from '../../core/failure.ts';
import { callerNameIn, type PersonalNames, personalNames } from '../../core/personal/names.ts';
import { isPersonal } from '../../core/personal/own-objects.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import type { SourceDefinition } from '../../core/pipeline/source-schema.ts';
import type { Definition } from '../../flows/definitions.ts';
import { artifactBucket } from '../../simulation/world/place.ts';
import { isLoopback } from '../where-deployed.ts';
import type { PersonalAsked } from './asked.ts';

/** Throws `Refused` where nothing says who it is. */
export function namesFor(
  team: PipelineDefinition,
  as: string | undefined,
  arn: string,
): PersonalNames {
  const said = as?.trim() ?? callerNameIn(arn) ?? nameHere();
  if (said) return personalNames(team.pipeline, said);
  throw new Failure('Refused', 'expected to know whose stage it is, got no name: say --as NAME');
}

function nameHere(): string | undefined {
  try {
    return process.env.USER || userInfo().username;
  } catch {
    return undefined;
  }
}

/** Throws `Refused` where the credentials are of another account than the one that is meant. */
export function refuseOtherAccount(said: string | undefined, account: string): void {
  if (said === undefined || said === account) return;
  throw new Failure(
    'Refused',
    `expected credentials of account ${said}, where your stage is to be and its Tidegate is, got those of ${account}: set AWS_PROFILE, or log in anew`,
  );
}

/**
 * Throws `Refused` where the pipeline of that name is none that was made here, or is another person's: whoever applied
 * it first has it.
 */
export function refuseAnothers(
  inForce: Definition | undefined,
  names: PersonalNames,
  arn: string,
): void {
  if (inForce === undefined) return;
  if (!isPersonal(inForce.pipeline))
    throw new Failure(
      'Refused',
      `expected pipeline ${names.pipeline} to be your own stage, got one that a team has applied: choose another name (--as NAME)`,
    );
  const { appliedBy } = inForce;
  if (appliedBy === undefined || isSamePerson(appliedBy, arn)) return;
  throw new Failure(
    'Refused',
    `expected ${names.pipeline} to be yours, got one that ${personOf(appliedBy)?.name ?? appliedBy} has applied: choose another name (--as NAME)`,
  );
}

/** Sessions of one person have one name, in whichever role; those that a program has named are known by their role. */
function isSamePerson(one: string, other: string): boolean {
  const names = [one, other].map(callerNameIn);
  if (names.every((name) => name !== undefined)) return names[0] === names[1];
  const of = [one, other].map((arn) => personOf(arn)?.principal ?? arn);
  return of[0] === of[1];
}

/** Where what is built goes: as it is said, as it went before, else where the team's own source is. */
export function bucketFor(
  { bucket, 'endpoint-url': endpoint }: Pick<PersonalAsked, 'bucket' | 'endpoint-url'>,
  team: PipelineDefinition,
  inForce: Definition | undefined,
): string {
  const before = inForce && bucketIn(inForce.pipeline.source);
  const local = isLoopback(endpoint) ? artifactBucket : undefined;
  const found =
    bucket ??
    (process.env.TIDEGATE_DEV_BUCKET || undefined) ??
    before ??
    bucketIn(team.source) ??
    local;
  if (found !== undefined) return found;
  throw new Failure(
    'Refused',
    'expected a bucket for what you build, got none: give --bucket or set TIDEGATE_DEV_BUCKET; it keeps versions, and is ' +
      'one of the artifactBuckets of this Tidegate',
  );
}

function bucketIn({ s3, bundle = {}, account }: SourceDefinition): string | undefined {
  const here = Object.values(bundle).filter((part) => !part.account && !part.region);
  const [first] = [s3, ...here.map((part) => part.s3)].filter((it) => it);
  return account === undefined ? first?.bucket : undefined;
}
