// What each command carries, as JSON: read whole and strictly, or refused whole.

import * as z from 'zod';
import { areaScopes } from '../way-back.ts';
import { MOST_FILE_CHARACTERS } from './most-characters.ts';

/** Longer reasons than this hide what they say. */
const MOST_REASON = 1_000;
const text = (most: number) => z.string().trim().min(1).max(most);

const pipeline = text(100).meta({ description: 'The name of a pipeline.' });
const stage = text(100).meta({ description: 'The name of one of its stages.' });
const reason = text(MOST_REASON).meta({ description: 'Why: it stands in the ledger.' });

/** What every command may carry beside its own words. */
const common = {
  /** What was seen, as its preview told it: refused where that has moved on. */
  seen: z.string().max(64).optional(),
  /** The same key is the same command: it does nothing twice. */
  key: z
    .string()
    .regex(/^[\w-]{8,64}$/)
    .optional(),
  /** Only tells what it would do. */
  preview: z.boolean().default(false),
};

const moment = z.iso.datetime({ offset: true });

const scope = text(200).meta({
  description: 'organisation, team:NAME, pipeline:NAME or stage:PIPELINE/STAGE',
});
const release = text(2_048).meta({
  description:
    'A release: its id, its build’s number or ARN, its commit, its execution, or latest.',
});

const fileText = z.string().min(1).max(MOST_FILE_CHARACTERS);
const file = text(1_024);

/** A month at most: for longer is a matter of the pipeline. */
const lasting = z.int().min(60).max(2_592_000);
const forSeconds = lasting.default(86_400);

export const commandSchemas = {
  hold: z.strictObject({
    ...common,
    pipeline,
    stage: text(100).optional(),
    reason,
    /** After so long it holds nothing, though nobody resumes it. */
    forSeconds: lasting.optional(),
  }),
  'stop-the-line': z.strictObject({ ...common, scope, reason, forSeconds: lasting.optional() }),
  freeze: z
    .strictObject({
      ...common,
      scope,
      reason,
      /** Who answers for it; whoever gives it, where nobody else is named. */
      owner: text(200).optional(),
      from: moment.optional(),
      until: moment.optional(),
      forSeconds: z.int().min(60).max(31_622_400).optional(),
    })
    .refine((it) => (it.until === undefined) !== (it.forSeconds === undefined), {
      message: 'expected until or forSeconds, and not both: a freeze has an end',
    }),
  stop: z.strictObject({ ...common, pipeline, release: release.default('latest'), reason }),
  resume: z.strictObject({ ...common, scope, reason }),
  start: z.strictObject({
    ...common,
    pipeline,
    /** As people name builds; the newest where none is named. */
    build: text(2_048).optional(),
    admit: z.boolean().default(false),
    stepBack: z.boolean().default(false),
    retry: z.boolean().default(false),
    /** An alarm that fires, or a stage: what it is marked as the fix for. */
    fixes: text(300).optional(),
    reason: reason.optional(),
    /** How long what it lets through may be started. */
    forSeconds,
  }),
  /** Of a stage that was left dirty, or of what people have frozen: a scope, a pipeline, or one of its stages. */
  unfreeze: z
    .strictObject({
      ...common,
      pipeline: pipeline.optional(),
      stage: stage.optional(),
      scope: scope.optional(),
      reason,
    })
    .refine(
      ({ pipeline: of, stage: part, scope: named }) =>
        named === undefined ? of !== undefined : of === undefined && part === undefined,
      { message: 'expected a pipeline or a scope, and not both' },
    ),
  apply: z.strictObject({
    ...common,
    /** The pipeline's file as it is, and the templates that it extends, by the paths that it says. */
    text: fileText,
    file: file.default('tidegate.yml'),
    templates: z.record(file, fileText).default({}),
    /** Whether it may take a name over that is another's. */
    takeOver: z.boolean().default(false),
    reason: reason.optional(),
  }),
  policy: z.strictObject({
    ...common,
    text: fileText,
    file: file.default('policy.yml'),
    reason: reason.optional(),
  }),
  remove: z.strictObject({ ...common, pipeline, reason: reason.optional() }),
  rename: z.strictObject({ ...common, pipeline, to: text(100), reason: reason.optional() }),
  correct: z.strictObject({
    ...common,
    /** As people name releases; of this pipeline, where its name alone could mean several. */
    release,
    pipeline: pipeline.optional(),
    is: z.enum(['harmless', 'missed']),
    wave: text(200).optional(),
    reason,
  }),
  'accept-noise': z.strictObject({
    ...common,
    pipeline,
    alarm: text(400),
    /** When it has its rights again. */
    until: moment,
    reason,
  }),
  'withdraw-noise': z.strictObject({ ...common, pipeline, alarm: text(400), reason }),
  quarantine: z.strictObject({ ...common, pipeline, what: text(2_048), reason }),
  /** Of the one that waits for an answer, where none is named. */
  override: z.strictObject({
    ...common,
    pipeline,
    release: text(2_048).optional(),
    reason,
    /** By when the next wave must have started. */
    forSeconds,
  }),
  retry: z.strictObject({
    ...common,
    pipeline,
    release: text(2_048).optional(),
    /** The targets that were left behind get what their stage runs. */
    behind: z.boolean().default(false),
    reason,
  }),
  'skip-wait': z.strictObject({
    ...common,
    pipeline,
    /** Of the one that waits, where none is named. */
    release: text(2_048).optional(),
    stage: stage.optional(),
    reason,
    /** By when the wave must have started. */
    forSeconds,
  }),
  'skip-region': z.strictObject({
    ...common,
    pipeline,
    region: text(40),
    /** Of the one that waits, where none is named. */
    release: text(2_048).optional(),
    stage: stage.optional(),
    reason,
  }),
  lift: z.strictObject({ ...common, pipeline, what: text(2_048), reason }),
  rollback: z.strictObject({
    ...common,
    pipeline,
    release: text(2_048).optional(),
    to: text(2_048).optional(),
    scope: z.enum(areaScopes).optional(),
    stage: text(100).optional(),
    target: text(100).optional(),
    overDrift: z.boolean().default(false),
    reason,
  }),
  /** What lies in the queue of dead letters, as whoever hands it over has read it. */
  'hand-over': z.strictObject({
    ...common,
    letters: z
      .array(z.strictObject({ id: text(200), function: text(200), what: text(200) }))
      .min(1)
      .max(1_000),
    reason: reason.optional(),
  }),
  approve: z.strictObject({
    ...common,
    pipeline,
    what: text(2_048),
    stage: stage.optional(),
    /** A target whose change set may destroy data: it is that which is approved, and no stage. */
    changes: text(200).optional(),
    reason,
  }),
  reject: z.strictObject({
    ...common,
    pipeline,
    what: text(2_048),
    stage: stage.optional(),
    reason,
  }),
} as const;

export type CommandName = keyof typeof commandSchemas;

export type BodyOf<Name extends CommandName> = z.output<(typeof commandSchemas)[Name]>;

export const commandNames = Object.keys(commandSchemas) as readonly CommandName[];
