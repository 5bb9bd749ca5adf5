// CodeBuild's API actions.

import * as z from 'zod';
import { partitionOf } from '../../partition.ts';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { parseInput, text } from '../input.ts';
import { pageOf } from '../paging.ts';
import type { Place } from '../places.ts';
import { batchForm, buildForm, projectForm } from './build-forms.ts';
import type { Build, Overrides, Project } from './builds.ts';
import { reportOperations } from './reports.ts';
import type { StartRequest, State } from './state.ts';

const Variable = z.object({
  name: text,
  value: z.string(),
  type: z.enum(['PLAINTEXT', 'PARAMETER_STORE', 'SECRETS_MANAGER']).default('PLAINTEXT'),
});
const StartBuild = z.object({
  projectName: text,
  sourceVersion: text.optional(),
  environmentVariablesOverride: z.array(Variable).optional(),
  sourceTypeOverride: text.optional(),
  sourceLocationOverride: text.optional(),
  buildspecOverride: z.string().optional(),
  imageOverride: text.optional(),
  timeoutInMinutesOverride: z.int().min(5).max(2_160).optional(),
  idempotencyToken: text.optional(),
});
const Ids = z.object({ ids: z.array(text).min(1).max(100) });
const Names = z.object({ names: z.array(text).min(1).max(100) });
const StopBuild = z.object({ id: text });
const RetryBuild = z.object({ id: text, idempotencyToken: text.optional() });
const ListForProject = z.object({
  projectName: text,
  sortOrder: z.enum(['ASCENDING', 'DESCENDING']).default('DESCENDING'),
  nextToken: text.optional(),
});
const List = ListForProject.omit({ projectName: true });
const ListProjects = z.object({
  sortOrder: z.string().default('ASCENDING'),
  nextToken: text.optional(),
});

const PAGE_SIZE = 100;

interface Parts {
  stateAt(place: Place): State;
  start(project: string, place: Place, request: StartRequest): Build;
  stop(build: Build): void;
  now(): Date;
}

export function codebuildOperations(parts: Parts): Record<string, Operation> {
  const { stateAt } = parts;
  return {
    StartBuild: startBuild(parts),
    StopBuild: (input, call) => {
      const build = findBuild(stateAt(call), parse(StopBuild, input).id);
      if (build.status === 'IN_PROGRESS') parts.stop(build);
      return { build: buildForm(build) };
    },
    RetryBuild: (input, call) => {
      const { id, idempotencyToken } = parse(RetryBuild, input);
      const retried = findBuild(stateAt(call), id);
      const { project, sourceVersion, environmentVariables, overrides } = retried;
      const request = { projectName: project.name, sourceVersion, idempotencyToken };
      return startBuild(parts, overrides)(
        { ...request, environmentVariablesOverride: environmentVariables },
        call,
      );
    },
    BatchGetBuilds: (input, call) => {
      const { ids } = parse(Ids, input);
      for (const id of ids) refuseId(id);
      const found = ids.map((id) => buildNamed(stateAt(call), id));
      return {
        builds: found.filter((build) => build !== undefined).map(buildForm),
        buildsNotFound: ids.filter((_, index) => !found[index]),
      };
    },
    BatchGetBuildBatches: (input, call) =>
      batchesNamed(stateAt(call), parse(Ids, input).ids, parts.now()),
    BatchGetProjects: (input, call) => {
      const { names } = parse(Names, input);
      const found = names.map((name) => stateAt(call).projects.get(nameOf(name)));
      return {
        projects: found.filter((project) => project !== undefined).map(projectForm),
        projectsNotFound: names.filter((_, index) => !found[index]),
      };
    },
    ...reportOperations(stateAt),
    ListProjects: (input, call) => {
      const { sortOrder, nextToken } = parse(ListProjects, input);
      const names = [...stateAt(call).projects.keys()].sort();
      if (sortOrder === 'DESCENDING') names.reverse();
      const page = pageOf(names, PAGE_SIZE, nextToken, 'InvalidInputException');
      return { projects: page.items, nextToken: page.nextToken };
    },
    ListBuilds: (input, call) => listed(stateAt(call).builds, parse(List, input)),
    ListBuildsForProject: (input, call) => {
      const asked = parse(ListForProject, input);
      return listed(buildsOf(stateAt(call), asked.projectName, call), asked);
    },
  };
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  return parseInput(schema, input, 'InvalidInputException');
}

/** For so long a token is known. */
const TOKEN_MILLIS = 300_000;

/**
 * The same token with the same input starts nothing new; with another input it is refused. What is retried keeps what
 * was overridden as it was asked for.
 */
function startBuild({ stateAt, start, now }: Parts, kept?: Overrides): Operation {
  return (input, call) => {
    const asked = parse(StartBuild, input);
    const { projectName, sourceVersion, environmentVariablesOverride, idempotencyToken } = asked;
    const earlier = stateAt(call).builds.find(
      (build) =>
        idempotencyToken &&
        build.idempotencyToken === idempotencyToken &&
        now().getTime() - build.startedAt.getTime() < TOKEN_MILLIS,
    );
    if (
      earlier &&
      (earlier.project.name !== projectName || earlier.sourceVersion !== sourceVersion)
    ) {
      throw new AwsError(
        'InvalidInputException',
        'Idempotency token was used before with other parameters.',
      );
    }
    const request = {
      sourceVersion,
      idempotencyToken,
      environmentVariables: environmentVariablesOverride,
      timeoutMinutes: asked.timeoutInMinutesOverride,
    };
    const project = stateAt(call).projects.get(nameOf(projectName));
    const overrides = kept ?? overridesOf(project, asked);
    const initiator = call.functionName ? `${call.functionName}/${call.functionName}` : 'user';
    return {
      build: buildForm(
        earlier ?? start(nameOf(projectName), call, { ...request, overrides, initiator }),
      ),
    };
  };
}

function batchesNamed({ batches, builds }: State, ids: readonly string[], now: Date) {
  const found = ids.map((id) =>
    batches.findIndex(({ arn }) => arn === id || arn.endsWith(`build-batch/${id}`)),
  );
  return {
    buildBatches: found
      .filter((index) => index >= 0)
      .map((index) => batchForm(batches[index]!, index + 1, builds, now)),
    buildBatchesNotFound: ids.filter((_, index) => found[index]! < 0),
  };
}

function overridesOf(
  project: Project | undefined,
  asked: z.infer<typeof StartBuild>,
): Overrides | undefined {
  const { sourceTypeOverride: type, sourceLocationOverride: location } = asked;
  const { buildspecOverride: buildspec, imageOverride: image } = asked;
  if (!project || !(type ?? location ?? buildspec ?? image)) return undefined;
  const source = {
    ...project.source,
    ...(type && { type }),
    ...(location && { location }),
    ...(buildspec && { buildspec }),
  };
  return { source, ...(image && { image }) };
}

function nameOf(nameOrArn: string): string {
  return nameOrArn.replace(/^.*:project\//, '');
}

function buildNamed({ builds }: State, id: string): Build | undefined {
  return builds.find((build) => build.id === id || build.arn === id);
}

const BUILD_ID = /^(arn:aws[\w-]*:codebuild:[\w-]+:\d{12}:build\/)?[\w-]+:[\w-]+$/;

function refuseId(id: string): void {
  if (!BUILD_ID.test(id)) throw new AwsError('InvalidInputException', 'Invalid build ID provided');
}

function findBuild(state: State, id: string): Build {
  refuseId(id);
  const found = buildNamed(state, id);
  if (!found) throw new AwsError('ResourceNotFoundException', `Build with ID ${id} does not exist`);
  return found;
}

function projectNotFound(name: string, { account, region }: Call): AwsError {
  return new AwsError(
    'ResourceNotFoundException',
    `Project cannot be found: arn:${partitionOf(region)}:codebuild:${region}:${account}:project/${name}`,
  );
}

/** Those that there were then. */
function buildsOf({ projects, builds }: State, name: string, call: Call): Build[] {
  const { asOf = Number.POSITIVE_INFINITY } = call;
  if (!projects.has(name)) throw projectNotFound(name, call);
  return builds.filter(
    ({ project, startedAt }) => project.name === name && startedAt.getTime() <= asOf,
  );
}

function listed(builds: readonly Build[], { sortOrder, nextToken }: z.infer<typeof List>) {
  const ids = builds.map(({ id }) => id);
  const ordered = sortOrder === 'ASCENDING' ? ids : ids.reverse();
  const page = pageOf(ordered, PAGE_SIZE, nextToken, 'InvalidInputException');
  return { ids: page.items, nextToken: page.nextToken };
}
