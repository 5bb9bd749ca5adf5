// CodeDeploy's API actions on applications, configurations and revisions.

import * as z from 'zod';
import { AwsError, type Operation } from '../../service.ts';
import { parseInput, text } from '../input.ts';
import { uuidOf } from '../lambda/functions.ts';
import { pageOf } from '../paging.ts';
import type { Place } from '../places.ts';
import { CONFIG_NAMES, CreateConfig, configForm, configurationFrom } from './config-forms.ts';
import { revisionForm } from './deployment-forms.ts';
import type { Deployment, Revision } from './deployments.ts';
import { groupsOf, platformOf, type State } from './new-deployment.ts';
import { RevisionInput, revisionFor } from './revision-input.ts';
import type { CodeDeployStore } from './store.ts';

const Application = z.object({ applicationName: text });
const Applications = z.object({ applicationNames: z.array(text) });
const Config = z.object({ deploymentConfigName: text });
const Paged = z.object({ nextToken: text.optional() });
const WithRevision = Application.extend({ revision: RevisionInput });
const Revisions = Application.extend({
  s3Bucket: text.optional(),
  s3KeyPrefix: z.string().default(''),
  sortOrder: z.string().default('ascending'),
  nextToken: text.optional(),
});

const PAGE_SIZE = 100;

export function revisionOperations(store: CodeDeployStore): Record<string, Operation> {
  const stateAt = store.states.at;
  return {
    ...applicationOperations(stateAt),
    ...configOperations(store),
    GetApplicationRevision: (input, call) => {
      const { applicationName, revision: given } = parseInput(WithRevision, input);
      const state = stateAt(call);
      const platform = platformOf(groupsOf(state, applicationName));
      // What is asked for by its digest alone is told whole.
      const wanted =
        given.appSpecContent?.content === undefined && given.appSpecContent?.sha256
          ? given.appSpecContent.sha256
          : keyOf(revisionFor(given, platform));
      const uses = deploymentsOf(state, applicationName).filter(
        ({ revision }) => keyOf(revision) === wanted,
      );
      const [first] = uses;
      if (!first)
        throw new AwsError('RevisionDoesNotExistException', 'The named revision does not exist.');
      return {
        applicationName,
        revision: first.revision,
        revisionInfo: {
          deploymentGroups: [...new Set(uses.map(({ group }) => group.name))],
          firstUsedTime: first.createdAt,
          lastUsedTime: uses.at(-1)?.createdAt,
          registerTime: first.createdAt,
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
      const known = new Map<string, Revision>();
      for (const { revision } of deploymentsOf(state, applicationName))
        if (!known.has(keyOf(revision))) known.set(keyOf(revision), revision);
      const found = [...known.values()].filter(
        (revision) => !s3Bucket || isIn(revision, s3Bucket, s3KeyPrefix),
      );
      if (sortOrder === 'descending') found.reverse();
      const page = pageOf(found, PAGE_SIZE, nextToken, 'InvalidNextTokenException');
      const revisions = page.items.map(revisionForm);
      return { revisions, nextToken: page.nextToken };
    },
  };
}

/** Oldest first. A revision is known from its first deployment on. */
function deploymentsOf({ deployments }: State, application: string): Deployment[] {
  return deployments.filter(({ group }) => group.application === application);
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
  };
}

function configOperations({ states, chance, clock }: CodeDeployStore): Record<string, Operation> {
  return {
    GetDeploymentConfig: (input, call) => {
      const { deploymentConfigName } = parseInput(Config, input);
      return { deploymentConfigInfo: configForm(states.at(call), deploymentConfigName) };
    },
    ListDeploymentConfigs: (input, call) => {
      const { nextToken } = parseInput(Paged, input);
      const all = [...CONFIG_NAMES, ...states.at(call).configs.keys()];
      const page = pageOf(all, PAGE_SIZE, nextToken, 'InvalidNextTokenException');
      return { deploymentConfigsList: page.items, nextToken: page.nextToken };
    },
    CreateDeploymentConfig: (input, call) => {
      const asked = parseInput(CreateConfig, input);
      const { deploymentConfigName: name } = asked;
      const { configs } = states.at(call);
      if (configs.has(name) || CONFIG_NAMES.includes(name))
        throw new AwsError(
          'DeploymentConfigAlreadyExistsException',
          `The deployment configuration ${name} already exists.`,
        );
      if (name.startsWith('CodeDeployDefault.'))
        throw new AwsError(
          'InvalidDeploymentConfigNameException',
          'The names of custom deployment configurations cannot begin with CodeDeployDefault.',
        );
      const configuration = configurationFrom(asked);
      const made = { configuration, id: chance.uuid(), createdAt: clock.now() };
      configs.set(name, made);
      return { deploymentConfigId: made.id };
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
