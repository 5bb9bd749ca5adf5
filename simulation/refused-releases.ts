// Releases that were refused are no releases in the table: their executions tell of them.

import { ranges } from '../core/keys.ts';
import { labelOf, type Revision } from '../core/revision.ts';
import { home } from './world/place.ts';
import { readableIn } from './world/readable-in.ts';
import type { World } from './world/world.ts';

export interface RefusedRelease {
  readonly id: string;
  readonly pipeline: string;
  readonly revision: string;
  /** The revision as it stands in the execution's input. */
  readonly asked: string;
  readonly reason: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

interface Execution {
  readonly executionArn: string;
  readonly name: string;
  readonly startDate: Date;
  readonly stopDate?: Date;
  readonly input?: string;
  readonly cause?: string;
}

/** All that some execution was asked for and that none has claimed. */
export async function refusedReleases(
  world: World,
  claimed: ReadonlySet<string>,
): Promise<readonly RefusedRelease[]> {
  const pinned = await refusedRevisions(world);
  const { aws, stack } = world;
  const ask = (operation: string, input: object) => aws.operate('states', operation, input, home);
  const stateMachineArn = stack.environment.TIDEGATE_RELEASE_MACHINE;
  const refused: RefusedRelease[] = [];
  let nextToken: string | undefined;
  do {
    const page = (await ask('ListExecutions', {
      stateMachineArn,
      ...(nextToken && { nextToken }),
    })) as {
      executions: Execution[];
      nextToken?: string;
    };
    for (const { executionArn } of page.executions) {
      if (claimed.has(executionArn)) continue;
      const execution = (await ask('DescribeExecution', { executionArn })) as Execution;
      const told = refusedRelease(execution);
      const revision = pinned.get(executionArn) ?? builtAs(world, told.asked) ?? told.asked;
      refused.push({ ...told, revision });
    }
    nextToken = page.nextToken;
  } while (nextToken);
  return refused;
}

/** The scenario’s name for what a build made, by the build’s ARN. */
function builtAs({ aws, revisions }: World, arn: string): string | undefined {
  const [, digest] = /@sha256:([0-9a-f]{64})$/.exec(arn) ?? [];
  if (digest !== undefined) return revisions.nameOf(digest);
  const [, region = '', account = '', project = ''] =
    /^arn:aws:codebuild:([^:]*):([^:]*):build\/([^:]+):/.exec(arn) ?? [];
  const build = aws.codeBuild.builds(project, { account, region }).find((it) => it.arn === arn);
  // Its bytes first: several builds may be of one commit.
  return (
    revisions.nameOf(build?.artifact?.sha256 ?? '') ??
    revisions.builtFrom(build?.resolvedSourceVersion ?? '')
  );
}

function refusedRelease({ name, startDate, stopDate, input = '{}', cause = '' }: Execution) {
  const asked = JSON.parse(input) as { pipeline?: unknown; revision?: unknown };
  return {
    id: name,
    pipeline: String(asked.pipeline ?? ''),
    asked: String(asked.revision ?? ''),
    reason: cause,
    startedAt: startDate.toISOString(),
    endedAt: stopDate?.toISOString() ?? null,
  };
}

/** What those were that a rule has refused, by their executions: they had been pinned already. */
async function refusedRevisions(world: World): Promise<ReadonlyMap<string, string>> {
  const names = world.pipelines.map(({ pipeline }) => pipeline);
  const { table } = world.onlooker;
  const items = await Promise.all(names.map((name) => readableIn(table, ranges.refused(name))));
  return new Map(
    items.flat().map(({ execution, revision }) => [execution, revisionName(world, revision)]),
  );
}

export function revisionName({ revisions }: World, revision: Revision): string {
  return revisions.nameOf(revision.digest.replace('sha256:', '')) ?? labelOf(revision);
}
