// A service of ECS that ECS itself deploys to: its controller is ECS's own.

import * as z from 'zod';
import { text } from '../value-schemas.ts';

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
  })
  .meta({
    description:
      'An ECS service: a revision of its task definition is registered with the build’s image, then ECS deploys it as the target’s `strategy` says.',
  });

export type ServiceFields = z.output<typeof ecs>;
