// What an organisation's template may say: what every pipeline that extends it has at least.

import * as z from 'zod';
import { duration } from '../duration-schema.ts';
import { approvals } from '../gate/approval-schema.ts';
import { fixLane } from './fix-lane-schema.ts';
import { hours } from './hours-schema.ts';
import { bake, planner } from './stage-schema.ts';
import { test } from './test-schema.ts';
import { lasting, name, region, text } from './value-schemas.ts';

const templateStage = z
  .strictObject({
    name: name.meta({
      description: 'A stage that every pipeline has, in this order; it may have others between.',
      examples: ['gamma'],
    }),
    needsTargets: z.boolean().default(false).meta({
      description:
        'Whether tests alone are too little for it. A bake, a planner, alarmsAtLeast or dataPointsAtLeast need targets anyhow.',
    }),
    tests: z.array(test).default([]).meta({
      description: 'Tests that the stage has besides the service’s own.',
    }),
    bake: bake
      .optional()
      .meta({ description: 'The bake of its waves. A service may bake longer, never shorter.' }),
    planner: planner.optional().meta({
      description:
        'Puts the targets into waves. A service may ask for smaller waves and longer bakes; waves of its own keep within these numbers.',
    }),
    onBakeFailure: z.enum(['rollBack', 'stop']).optional().meta({
      description: 'rollBack: a service may not only stop. stop: it may do either.',
    }),
    rollback: z.enum(['wave', 'release']).optional().meta({
      description:
        'release: a service may not take back the failed wave alone. wave: it may do either.',
    }),
    ...hours,
    approvals: approvals.optional(),
    deployTimeout: lasting.optional().meta({
      description: 'How long one deployment may take, where the service does not say.',
    }),
    alarmsAtLeast: z
      .int()
      .min(1)
      .optional()
      .meta({
        description: 'How many alarms each of its targets names at least.',
        examples: [1],
      }),
    dataPointsAtLeast: z
      .int()
      .min(1)
      .optional()
      .meta({
        description: 'How many data points each of its targets asks of a bake at least.',
        examples: [100],
      }),
  })
  .meta({ description: 'What a stage of each service has at least.' });

export const templateSchema = z
  .strictObject({
    template: name.meta({ description: 'The template’s name.', examples: ['standard'] }),
    version: z
      .int()
      .min(1)
      .meta({
        description: 'Raised with every change: a service says which version it extends.',
        examples: [3],
      }),
    description: text.optional().meta({ description: 'What it is for, in a sentence or two.' }),
    extends: z
      .never({ error: 'expected a template that extends none: only pipelines extend templates' })
      .optional()
      .meta({ description: 'Not here: only pipelines extend templates.' }),
    owner: text.optional().meta({ description: 'The owner of pipelines that name none.' }),
    contact: text.optional().meta({ description: 'The contact of pipelines that name none.' }),
    neverTogether: z
      .array(z.array(region).min(2))
      .optional()
      .meta({
        description: 'Regions that no wave changes together, besides those that a service names.',
        examples: [[['us-east-1', 'us-west-2']]],
      }),
    gateTimeout: lasting.optional().meta({
      description:
        'How long a release may wait in front of a stage, where the service does not say.',
    }),
    alarmsClearWithin: duration.optional().meta({
      description:
        'How long a wave may wait for an alarm that fires before it starts, where the service does not say.',
    }),
    fixLane: fixLane.optional().meta({
      description: 'How a fix goes, at most: a service without one has none but this.',
    }),
    stages: z.array(templateStage).min(1).meta({ description: 'In the order of the release.' }),
  })
  .meta({
    title: 'Tidegate template',
    description: 'What an organisation’s pipelines share: a service may be stricter, never laxer.',
  });

export type TemplateDefinition = z.output<typeof templateSchema>;
export type TemplateStage = z.output<typeof templateStage>;
