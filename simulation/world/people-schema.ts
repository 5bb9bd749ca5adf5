// What people do, as a scenario says it.

import * as z from 'zod';
import { duration } from '../../core/duration-schema.ts';
import { areaScopes } from '../../core/way-back.ts';
import { revision } from './misbehaviour-schema.ts';
import { hasItsTime, NEEDS_TIME, named, ONE_TIME, what, when } from './person-named.ts';
import { heldUntil, scope, stage } from './scope-named.ts';

const stop = z
  .strictObject({
    ...when,
    does: z.literal('stop'),
    revision: revision
      .optional()
      .meta({ description: 'Whose release. Default: every one that runs.' }),
    execution: z.enum(['release', 'wave', 'rollback']).default('release'),
    reason: z.string().default('stopped by hand').meta({ description: 'The cause they give.' }),
    as: named.as,
    pipeline: named.pipeline,
    release: what.meta({
      description: 'Which release, by the command line. Without it, an execution in the console.',
    }),
  })
  .refine(hasItsTime, NEEDS_TIME)
  .meta({
    description: 'Stops a release by the command line, or an execution in the console.',
    ...ONE_TIME,
  });

const until = duration
  .meta({ description: 'Until when, counted from the start of the scenario.' })
  .optional();

const start = z
  .strictObject({
    ...named,
    does: z.literal('start'),
    input: z
      .unknown()
      .optional()
      .meta({
        description: 'The execution’s input, in the console. Without it, by the command line.',
        examples: [{ pipeline: 'checkout' }],
      }),
    release: what.meta({
      description: 'Which build: its number, its commit, or its revision. Default: the newest.',
    }),
    admit: z.boolean().default(false).meta({ description: 'Though it is no release.' }),
    stepBack: z.boolean().default(false).meta({ description: 'In front of what is newer.' }),
    retry: z.boolean().default(false).meta({ description: 'Though it was released before.' }),
    fixes: z
      .string()
      .optional()
      .meta({ description: 'As the fix for an alarm that fires, or for those of a stage.' }),
    until: until.meta({
      description: 'Until when what it lets through is good. Default: a day later.',
    }),
  })
  .refine(hasItsTime, NEEDS_TIME)
  .meta({ description: 'Starts a release by hand.', ...ONE_TIME });

const lift = z
  .strictObject({ ...named, does: z.literal('lift'), release: what })
  .refine(hasItsTime, NEEDS_TIME)
  .meta({ description: 'Lifts a quarantine.', ...ONE_TIME });

const quarantine = z
  .strictObject({ ...named, does: z.literal('quarantine'), release: what })
  .refine(hasItsTime, NEEDS_TIME)
  .meta({ description: 'Keeps a revision from being promoted.', ...ONE_TIME });

const hold = z
  .strictObject({
    ...named,
    does: z.literal('hold'),
    stage: stage.optional(),
    until: heldUntil,
  })
  .refine(hasItsTime, NEEDS_TIME)
  .meta({ description: 'Lets no wave of a pipeline start.', ...ONE_TIME });

const stopTheLine = z
  .strictObject({ ...named, does: z.literal('stop-the-line'), scope, until: heldUntil })
  .refine(hasItsTime, NEEDS_TIME)
  .meta({ description: 'Lets no wave in a scope start.', ...ONE_TIME });

const resume = z
  .strictObject({
    ...named,
    does: z.literal('resume'),
    stage: stage.optional(),
    scope: scope.optional().meta({ description: 'In place of a pipeline.' }),
  })
  .refine(hasItsTime, NEEDS_TIME)
  .meta({ description: 'Lets what was held go on.', ...ONE_TIME });

const unfreeze = z
  .strictObject({
    ...named,
    does: z.literal('unfreeze'),
    stage: stage.optional(),
    scope: scope.optional().meta({ description: 'In place of a pipeline.' }),
  })
  .refine(hasItsTime, NEEDS_TIME)
  .meta({
    description: 'Lets releases into a stage that was left dirty, or into what was frozen.',
    ...ONE_TIME,
  });

const freeze = z
  .strictObject({
    ...named,
    does: z.literal('freeze'),
    stage: stage.optional(),
    scope: scope.optional().meta({ description: 'In place of a pipeline.' }),
    owner: z.string().optional().meta({ description: 'Who answers for it. Default: who does it.' }),
    from: duration
      .optional()
      .meta({ description: 'When it begins, since the scenario’s start. Default: at once.' }),
    until: duration.meta({ description: 'When it ends, since the scenario’s start.' }),
  })
  .refine(hasItsTime, NEEDS_TIME)
  .meta({ description: 'Lets no wave in a scope start for a time.', ...ONE_TIME });

const rollback = z
  .strictObject({
    ...named,
    does: z.literal('rollback'),
    input: z
      .unknown()
      .optional()
      .meta({
        description: 'The execution’s input, in the console. Without it, by the command line.',
        examples: [{ pipeline: 'checkout' }],
      }),
    release: what.meta({
      description: 'Of which release the revision is taken back. Default: the newest that runs.',
    }),
    to: what.meta({
      description:
        'To which revision: its name, number or commit. Default: what last baked on each target.',
    }),
    scope: z.enum(areaScopes).optional().meta({
      description:
        'How much. Default: a target or a stage where one is named, else all that runs it.',
    }),
    stage: z.string().optional().meta({ description: 'In which stage.' }),
    target: z.string().optional().meta({ description: 'On which target.' }),
    overDrift: z
      .boolean()
      .default(false)
      .meta({ description: 'Though somebody else has changed what runs.' }),
  })
  .refine(hasItsTime, NEEDS_TIME)
  .meta({ description: 'Rolls back by hand.', ...ONE_TIME });

const approve = z
  .strictObject({
    ...named,
    does: z.literal('approve'),
    release: what,
    stage: stage.optional(),
    changes: z.string().optional().meta({
      description: 'Of which target’s stack the change set may destroy data, in place of a stage.',
    }),
  })
  .refine(hasItsTime, NEEDS_TIME)
  .meta({ description: 'Approves the plan of a stage, or a change set.', ...ONE_TIME });

const reject = z
  .strictObject({ ...named, does: z.literal('reject'), release: what, stage: stage.optional() })
  .refine(hasItsTime, NEEDS_TIME)
  .meta({ description: 'Rejects the plan of a stage: the release stops there.', ...ONE_TIME });

const override = z
  .strictObject({
    ...named,
    does: z.literal('override'),
    release: what.meta({ description: 'Of which release. Default: the one that waits.' }),
    until: until.meta({
      description: 'By when the next wave must have started. Default: a day later.',
    }),
  })
  .refine(hasItsTime, NEEDS_TIME)
  .meta({ description: 'Lets a wave through whose bake could not be judged.', ...ONE_TIME });

const retry = z
  .strictObject({
    ...named,
    does: z.literal('retry'),
    release: what.meta({ description: 'Of which release. Default: the one that waits.' }),
    behind: z
      .boolean()
      .default(false)
      .meta({ description: 'For the targets alone that are behind what their stage runs.' }),
  })
  .refine(hasItsTime, NEEDS_TIME)
  .meta({
    description:
      'Lets a wave bake again that could not be judged; or releases again what has ended.',
    ...ONE_TIME,
  });

const skipWait = z
  .strictObject({
    ...named,
    does: z.literal('skip-wait'),
    release: what.meta({ description: 'Of which release. Default: the one that waits.' }),
    stage: stage.optional(),
    until: until.meta({ description: 'By when the wave must have started. Default: a day later.' }),
  })
  .refine(hasItsTime, NEEDS_TIME)
  .meta({ description: 'Ends what a release waits for in front of a gate.', ...ONE_TIME });

const skipRegion = z
  .strictObject({
    ...named,
    does: z.literal('skip-region'),
    region: z.string().meta({ description: 'Which region.', examples: ['eu-west-1'] }),
    release: what.meta({ description: 'Of which release. Default: the one that waits.' }),
    stage: z
      .string()
      .optional()
      .meta({ description: 'Of which stage.', examples: ['prod'] }),
  })
  .refine(hasItsTime, NEEDS_TIME)
  .meta({ description: 'Lets a release go on without a region that is away.', ...ONE_TIME });

export const person = z
  .discriminatedUnion('does', [
    stop,
    start,
    lift,
    quarantine,
    rollback,
    hold,
    stopTheLine,
    resume,
    freeze,
    unfreeze,
    approve,
    reject,
    override,
    retry,
    skipWait,
    skipRegion,
  ])
  .meta({ description: 'What people do.' });
