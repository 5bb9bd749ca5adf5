// The builds of a service, as a scenario says them.

import * as z from 'zod';
import { duration } from '../../core/duration-schema.ts';
import { revision } from './misbehaviour-schema.ts';

const said = z.strictObject({
  at: duration.meta({ description: 'When it ends, counted from the start of the scenario.' }),
  takes: duration.optional().meta({
    description: 'How long it takes, up to then: it may overtake another. Default: 2m.',
  }),
  revision: revision.optional().meta({
    description: 'What it builds, which names the bytes. Needed without an event or a retryOf.',
  }),
  commit: z.string().min(1).optional().meta({
    description:
      'The commit, or a name for it. Default: each build is of a new one; a revision’s first is of the one of its name.',
  }),
  branch: z.string().min(1).optional().meta({
    description: 'Whose push it is of. Default: main.',
  }),
  bareCommit: z.boolean().optional().meta({
    description:
      'Whether nothing but its commit was said as it was started, as webhooks often do: no branch.',
  }),
  pullRequest: z.int().min(1).optional().meta({
    description: 'The pull request that it is of, by its number.',
  }),
  batch: z
    .string()
    .regex(/^[\w-]+$/, 'expected letters, digits, hyphens and underscores')
    .optional()
    .meta({ description: 'The batch that it is one of, which ends with the last of them.' }),
  key: z.string().min(1).optional().meta({
    description: 'Where its artifact goes, over what is there. Default: each has its own.',
  }),
  changes: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .meta({
      description:
        'The files that its commit changes. Default: one that the pipeline’s paths let through.',
      examples: [['docs/readme.md']],
    }),
  author: z
    .string()
    .min(1)
    .optional()
    .meta({
      description: 'Who has written its commit: what its buildspec exports as TIDEGATE_AUTHOR.',
      examples: ['ada@example.com'],
    }),
  override: z.boolean().optional().meta({
    description: 'Whether it was started with a buildspec that is not the project’s.',
  }),
  retryOf: revision.optional().meta({
    description:
      'The revision whose last build it retries, as somebody may ask of CodeBuild: of the same commit, in all as that was asked for. It makes the same, unless a revision is said.',
    examples: ['good'],
  }),
  startedBy: z
    .string()
    .min(1)
    .optional()
    .meta({
      description:
        'Who or what has started it, as CodeBuild calls them. Default: what tells of pushes, a webhook or a rule.',
      examples: ['ana', 'codepipeline/shop'],
    }),
  pushed: z.boolean().optional().meta({
    description:
      'Whether its commit is pushed, and nothing more: Tidegate has it built, by each project of source.repository.',
  }),
  forged: z.enum(['altered', 'unsigned', 'expired', 'replayed', 'huge', 'nonce']).optional().meta({
    description:
      'How its request was forged, where the pipeline is released by signed requests: what it says was altered, another key has signed it, its time is over, it was put on the bus before, it is too long, or its nonce is that of the one before.',
  }),
  tag: z
    .string()
    .regex(/^[\w][\w.-]{0,127}$/, 'expected the tag of an image')
    .optional()
    .meta({
      description:
        'The tag that its image is pushed under, where the pipeline releases images of a repository. Default: one that fits its tags.',
      examples: ['v1.4'],
    }),
  part: z
    .string()
    .optional()
    .meta({
      description:
        'The part that it is of, where the pipeline releases a bundle. Default: each part, at once.',
      examples: ['api'],
    }),
  pipeline: z
    .string()
    .optional()
    .meta({ description: 'Whose source project; default: the pipeline simulated.' }),
  status: z.enum(['SUCCEEDED', 'FAILED', 'STOPPED', 'FAULT', 'TIMED_OUT']).default('SUCCEEDED'),
  event: z.string().optional().meta({
    description:
      'A file with the raw EventBridge event, beside this one. What it says is believed, and the build it names exists.',
  }),
});

/** A build that is simulated builds a revision; one that an event tells of may. */
type Build = z.output<typeof said> & ({ revision: string; event?: undefined } | { event: string });

const isBuild = (it: z.output<typeof said>): it is Build =>
  it.revision !== undefined || it.event !== undefined;

/** A retry is of the commit that it retries, and of what was said as that was started. */
const OF_THE_RETRIED = [
  'commit',
  'branch',
  'bareCommit',
  'pullRequest',
  'override',
  'batch',
] as const;

const isPlainRetry = ({ retryOf, event, pushed, ...rest }: z.output<typeof said>) =>
  retryOf === undefined ||
  (event === undefined && !pushed && OF_THE_RETRIED.every((word) => rest[word] === undefined));

export const build = said
  .refine(isPlainRetry, `expected a retry without ${OF_THE_RETRIED.join(', ')}, event or pushed`)
  .transform((it) => ({ ...it, revision: it.revision ?? it.retryOf }))
  .refine(isBuild, 'expected a revision, an event or a retryOf, got none')
  .meta({
    description: 'A build of the service ends, and CodeBuild says so.',
    anyOf: [{ required: ['revision'] }, { required: ['event'] }, { required: ['retryOf'] }],
  });
