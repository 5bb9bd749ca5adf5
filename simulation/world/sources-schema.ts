// Where the projects of pipelines get what they build from, as a scenario says it.

import * as z from 'zod';

export const source = z
  .strictObject({
    pipeline: z
      .string()
      .optional()
      .meta({ description: 'Whose project. Default: the pipeline simulated.' }),
    type: z.enum(['GITHUB', 'GITHUB_ENTERPRISE', 'GITLAB', 'GITLAB_SELF_MANAGED', 'BITBUCKET']),
    webhook: z
      .array(z.string().min(1))
      .optional()
      .meta({
        description:
          'Patterns of refs, each in a group of filters of its own: pushes of others build nothing. Without any each push builds. Default: the branches that the scenario has builds of.',
        examples: [['^refs/heads/main$']],
      }),
  })
  .meta({
    description: 'A project builds what a webhook tells of; by default it is CodeCommit’s.',
  });
