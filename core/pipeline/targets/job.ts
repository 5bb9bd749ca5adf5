// Whatever a script deploys: a project of CodeBuild brings a revision there, or the one before.

import * as z from 'zod';
import { projectName } from '../aws-names.ts';

export const job = z
  .strictObject({
    project: projectName.meta({
      description: 'The project whose build brings a revision there.',
      examples: ['checkout-deploys'],
    }),
    rollback: projectName.optional().meta({
      description:
        'The project whose build returns to an earlier revision. Default: the same, which then deploys that one.',
      examples: ['checkout-returns'],
    }),
    runs: projectName.optional().meta({
      description:
        'The project whose build says what runs: it exports TIDEGATE_RUNS, the TIDEGATE_DIGEST of what is there. Without it, what runs is believed of the last job that succeeded.',
      examples: ['checkout-runs'],
    }),
  })
  .refine(
    ({ project, rollback, runs }) => runs === undefined || ![project, rollback].includes(runs),
    {
      error: 'expected runs to be a project of its own, for its builds bring nothing there',
    },
  )
  .meta({
    description:
      'A job of CodeBuild: anything that a script deploys, in the target’s account and region.',
  });

export type JobFields = z.output<typeof job>;
