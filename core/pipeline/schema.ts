// What a pipeline file may say. The JSON Schema in `schemas/` is made from this.

import * as z from 'zod';
import { parseDuration } from '../duration.ts';
import { duration } from '../duration-schema.ts';
import { dependency } from '../gate/dependency-schema.ts';
import { routes } from '../messages/route-schema.ts';
import { fixLane } from './fix-lane-schema.ts';
import { hooks } from './hooks-schema.ts';
import { mute } from './mute-schema.ts';
import { source } from './source-schema.ts';
import { mode, stage } from './stage-schema.ts';
import { lasting, name, region, text } from './value-schemas.ts';

const waiver = z
  .strictObject({
    rule: text.meta({
      description: 'The id of the rule that is waived.',
      examples: ['one-box-first'],
    }),
    owner: text.meta({ description: 'Who answers for it.' }),
    reason: text.meta({ description: 'Why the rule does not fit here, or not yet.' }),
    expires: z.iso.date().meta({
      description: 'The day on which it stops working, at 00:00 UTC.',
      examples: ['2027-01-31'],
    }),
  })
  .meta({ description: 'An exception from a rule of good practice, for a time.' });

/** What a stage may consist of. */
const contents = [
  { required: ['targets'] },
  { required: ['waves'] },
  { required: ['tests'], properties: { tests: { minItems: 1 } } },
];

export const extension = z
  .strictObject({
    template: text.meta({
      description: 'The template’s file, from where this file is.',
      examples: ['../templates/standard.yml'],
    }),
    version: z
      .int()
      .min(1)
      .meta({
        description: 'The version of it that this pipeline was made for.',
        examples: [3],
      }),
  })
  .meta({ description: 'A template of the organisation: be stricter than it, never laxer.' });

export const pipelineSchema = z
  .strictObject({
    pipeline: name.meta({ description: 'The pipeline’s name.', examples: ['checkout'] }),
    owner: text.optional().meta({ description: 'The team that owns and is paged for it.' }),
    contact: text.optional().meta({
      description: 'Where the team is reached: an address, a channel, a rota.',
      examples: ['#team-checkout'],
    }),
    extends: extension.optional(),
    messages: routes.optional(),
    source,
    neverTogether: z
      .array(z.array(region).min(2))
      .optional()
      .meta({
        description: 'Regions that stand in for each other: no wave changes two of one list.',
        examples: [[['us-east-1', 'us-west-2']]],
      }),
    gateTimeout: lasting.default('14d').meta({
      description: 'How long a release may wait in front of a stage that another release holds.',
    }),
    mode: mode.optional().meta({
      description:
        'Who is let into a stage of those that wait in front of it: the newest, for which older ones give way, or each in its order (queue). Default: newest.',
    }),
    alarmsClearWithin: duration.default('1h').meta({
      description:
        'How long a wave may wait for an alarm that fires before it starts; then the release stops.',
    }),
    skipUnreachableAfter: lasting
      .refine(
        (it) => (parseDuration(it) ?? 0) <= 3_600,
        'expected at most 1h: a gate waits for a region for an hour and a half',
      )
      .optional()
      .meta({
        description:
          'A region that cannot be reached for so long, as a wave is about to start, is skipped and caught up later: never in the first wave of a stage, and never the only region of a wave. Default: a person alone skips one.',
        examples: ['30m'],
      }),
    spentBudget: z.enum(['wait', 'go']).optional().meta({
      description:
        'Whether a wave waits while the error budget of an objective of its targets is spent. Default: wait.',
    }),
    rollbackFloor: z
      .union([z.string().regex(/^(#?\d{1,9}|[0-9a-f]{7,40}|sha256:[0-9a-f]{64})$/), z.int().min(1)])
      .optional()
      .meta({
        description:
          'No rollback goes below this revision, by itself or by hand: a build number, a commit, or a digest.',
        examples: [412],
      }),
    hooks: hooks.optional(),
    mute: mute.optional(),
    dependsOn: z.array(dependency).optional().meta({
      description: 'Services that must be far enough in a region before a wave starts there.',
    }),
    fixLane: fixLane.optional(),
    waivers: z
      .array(waiver)
      .optional()
      .meta({ description: 'Exceptions from rules of good practice, each for a time.' }),
    stages: z.array(stage).min(1).meta({ description: 'In the order of the release.' }),
  })
  .meta({
    title: 'Tidegate pipeline',
    description: 'A service’s way to production, as code.',
    // A stage that says nothing else may have its tests from the template.
    if: { not: { required: ['extends'] } },
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word; nobody awaits this.
    then: { properties: { stages: { items: { anyOf: contents } } } },
  });

/** A pipeline as people write it, without its defaults. */
export type PipelineInput = z.input<typeof pipelineSchema>;
export type StageInput = PipelineInput['stages'][number];
export type WaveInput = NonNullable<StageInput['waves']>[number];
export type TargetInput = NonNullable<StageInput['targets']>[number];

/** What a pipeline extends, and, once it was read, what that file was. */
export interface Extended extends z.output<typeof extension> {
  readonly name?: string;
  readonly digest?: string;
}

export type PipelineDefinition = Omit<z.output<typeof pipelineSchema>, 'extends'> & {
  readonly extends?: Extended | undefined;
  /** The texts of the iCalendar files that it names, once they were read. */
  readonly calendarFiles?: Readonly<Record<string, string>>;
};
export type WaiverDefinition = z.output<typeof waiver>;
