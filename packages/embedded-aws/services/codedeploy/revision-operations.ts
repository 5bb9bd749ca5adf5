// CodeDeploy's API actions on applications, configurations and revisions.

import * as z from 'zod';
import { AwsError, type Operation } from '../../service.ts';
import { parseInput, text } from '../input.ts';
import { uuidOf } from '../lambda/functions.ts';
import { pageOf } from '../paging.ts';
import type { Place } from '../places.ts';
import { CONFIG_NAMES, configForm } from './config-forms.ts';
import { revisionForm } from './deployment-forms.ts';
import type { Revision } from './deployments.ts';
import { groupsOf, platformOf, type State } from './new-deployment.ts';
import { RevisionInput, revisionFor } from './revision-input.ts';

const Application = z.object({ applicationName: text });
const Applications = z.object({ applicationNames: z.array(text) });
const Config = z.object({ deploymentConfigName: text });
const Paged = z.object({ nextToken: text.optional() });
const WithRevision = Application.extend({
  revision: RevisionInput,
  description: z.string().optional(),
});
const Revisions = Application.extend({
  s3Bucket: text.optional(),
  s3KeyPrefix: z.string().default(''),
  sortOrder: z.string().default('ascending'),
  nextToken: text.optional(),
});

const PAGE_SIZE = 100;

interface Registered {
  readonly revision: Revision;
  readonly description: string | undefined;
  readonly at: Date;
}

export function revisionOperations(
  stateAt: (place: Place) => State,
  now: () => Date,
): Record<string, Operation> {
  const registered = new WeakMap<State, Map<string, Registered[]>>();

  /** What was registered, and what was deployed, which registers it too. */
  function revisionsOf(state: State, application: string): Registered[] {
    const byHand = registered.get(state)?.get(application) ?? [];
    const deployed = state.deployments
      .filter(({ group }) => group.application === application)
      .map(({ revision, createdAt }) => ({ revision, description: undefined, at: createdAt }));
    const all = [...byHand, ...deployed].map((each) => [keyOf(each.revision), each] as const);
    return [...new Map(all.reverse()).values()];
  }

  return {
    ...applicationOperations(stateAt),
    RegisterApplicationRevision: (input, call) => {
      const { applicationName, revision: given, description } = parseInput(WithRevision, input);
      const state = stateAt(call);
      const revision = revisionFor(given, platformOf(groupsOf(state, applicationName)));
      const known = registered.get(state) ?? new Map<string, Registered[]>();
      registered.set(state, known);
      known.set(applicationName, [
        ...(known.get(applicationName) ?? []),
        { revision, description, at: now() },
      ]);
    },
    GetApplicationRevision: (input, call) => {
      const { applicationName, revision: given } = parseInput(WithRevision, input);
      const state = stateAt(call);
      const platform = platformOf(groupsOf(state, applicationName));
      const wanted = keyOf(revisionFor(given, platform));
      const found = revisionsOf(state, applicationName).find(
        ({ revision }) => keyOf(revision) === wanted,
      );
      if (!found)
        throw new AwsError('RevisionDoesNotExistException', 'The named revision does not exist.');
      const uses = state.deployments.filter(
        ({ group, revision }) =>
          group.application === applicationName && keyOf(revision) === wanted,
      );
      return {
        applicationName,
        revision: found.revision,
        revisionInfo: {
          description: found.description,
          deploymentGroups: [...new Set(uses.map(({ group }) => group.name))],
          firstUsedTime: uses[0]?.createdAt,
          lastUsedTime: uses.at(-1)?.createdAt,
          registerTime: found.at,
        },
      };
    },
    ListApplicationRevisions: (input, call) => {
      const { applicationName, s3Bucket, s3KeyPrefix, sortOrder, nextToken } = parseInput(
        Revisions,
        input,
      );
      const state = stateAt(call);
      groupsOf(state, applicationName);
      const found = revisionsOf(state, applicationName)
        .filter(({ revision }) => !s3Bucket || isIn(revision, s3Bucket, s3KeyPrefix))
        .sort((a, b) => a.at.getTime() - b.at.getTime());
      if (sortOrder === 'descending') found.reverse();
      const page = pageOf(found, PAGE_SIZE, nextToken, 'InvalidNextTokenException');
      const revisions = page.items.map(({ revision }) => revisionForm(revision));
      return { revisions, nextToken: page.nextToken };
    },
  };
}

function applicationOperations(stateAt: (place: Place) => State): Record<string, Operation> {
  const form = (state: State, name: string) => ({
    applicationId: uuidOf(`application ${name}`),
    applicationName: name,
    createTime: state.applications.get(name),
    linkedToGitHub: false,
    computePlatform: platformOf(groupsOf(state, name)),
  });
  return {
    GetApplication: (input, call) => ({
      application: form(stateAt(call), parseInput(Application, input).applicationName),
    }),
    BatchGetApplications: (input, call) => {
      const { applicationNames } = parseInput(Applications, input);
      if (applicationNames.length > PAGE_SIZE)
        throw new AwsError(
          'BatchLimitExceededException',
          'At most 100 applications can be asked for.',
        );
      return { applicationsInfo: applicationNames.map((name) => form(stateAt(call), name)) };
    },
    GetDeploymentConfig: (input) => ({
      deploymentConfigInfo: configForm(parseInput(Config, input).deploymentConfigName),
    }),
    ListDeploymentConfigs: (input) => {
      const { nextToken } = parseInput(Paged, input);
      const page = pageOf(CONFIG_NAMES, PAGE_SIZE, nextToken, 'InvalidNextTokenException');
      return { deploymentConfigsList: page.items, nextToken: page.nextToken };
    },
  };
}

/** What makes two revisions one: of an AppSpec its digest, of an object its place, version and tag. */
function keyOf(revision: Revision): string {
  if (revision.revisionType === 'AppSpecContent') return revision.appSpecContent.sha256;
  const { bucket, key, version = '', eTag = '' } = revision.s3Location;
  return JSON.stringify([bucket, key, version, eTag]);
}

function isIn(revision: Revision, bucket: string, prefix: string): boolean {
  if (revision.revisionType !== 'S3') return false;
  const { s3Location } = revision;
  return s3Location.bucket === bucket && s3Location.key.startsWith(prefix);
}
