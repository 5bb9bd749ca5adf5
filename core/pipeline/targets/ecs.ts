// A service of ECS: CodeDeploy deploys to it, where it has a group, else ECS itself does, by a strategy.

import * as z from 'zod';
import { text } from '../value-schemas.ts';
import { groupFields } from './codedeploy-group.ts';
import type { TasksFields } from './tasks.ts';

const name = (what: string) =>
  text.regex(/^[\w-]{1,255}$/, `expected ${what}: letters, digits, - and _`);

export const ecs = z
  .strictObject({
    cluster: name('the name of a cluster').meta({
      description: 'The cluster’s name.',
      examples: ['shop'],
    }),
    service: name('the name of a service').meta({
      description: 'The service’s name.',
      examples: ['checkout'],
    }),
    container: name('the name of a container')
      .optional()
      .meta({
        description:
          'Which container gets the image, where the build does not say. Default: the only essential one.',
        examples: ['app'],
      }),
    application: groupFields.application.optional(),
    deploymentGroup: groupFields.deploymentGroup.optional(),
  })
  .meta({
    description:
      'An ECS service: a revision of its task definition is registered with the build’s image, then it is deployed. By CodeDeploy with `application` and `deploymentGroup`, else by ECS as the target’s `strategy` says.',
  });

/** Without a group of CodeDeploy. */
export type ServiceFields = Omit<TasksFields, 'application' | 'deploymentGroup'> & {
  readonly application?: undefined;
  readonly deploymentGroup?: undefined;
};
