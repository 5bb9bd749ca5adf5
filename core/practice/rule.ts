// A rule of good practice: what it wants, why, what to write instead, and how it tells.

import * as z from 'zod';
import { type Level, levels, type RuleSettings } from './policy-settings.ts';
import type { Subject } from './subject.ts';

/** One place where a rule is broken. */
export interface Breach {
  /** What it is about, in the pipeline's definition. */
  readonly path: readonly PropertyKey[];
  /** What was expected, and what was got. */
  readonly text: string;
  /** What to write just here, in place of what the rule says to write in general. */
  readonly fix?: string;
  /** Nothing is known to be wrong: what would tell cannot be seen from here. It advises at most. */
  readonly unsure?: true;
}

/**
 * What a rule needs to see: the file alone, the waves (as they would run, or as they ran), or what is there when a
 * release starts.
 */
export type Seen = 'file' | 'waves' | 'start';

export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  /** The level where no policy says another. */
  readonly level: Level;
  readonly sees: Seen;
  readonly settings: z.ZodType<RuleSettings>;
  check(subject: Subject, settings: RuleSettings): readonly Breach[];
}

interface RuleGiven<Shape extends z.ZodRawShape> {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly level: Level;
  readonly sees: Seen;
  readonly parameters: Shape;
  check(subject: Subject, parameters: z.output<z.ZodObject<Shape>>): readonly Breach[];
}

/** The rule, with the schema of what a policy may say of it: its level and its own parameters, all with defaults. */
export function rule<Shape extends z.ZodRawShape>(given: RuleGiven<Shape>): Rule {
  const { parameters, check, ...rest } = given;
  const settings = z
    .strictObject({
      level: z.enum(levels).default(given.level).meta({
        description:
          'off: not checked. advise: said. warn: said louder, and in the ledger. enforce: lint fails, and no release starts.',
      }),
      waivable: z.boolean().default(true).meta({
        description: 'Whether a pipeline may waive it. With false, a waiver of it has no effect.',
      }),
      effectiveFrom: z.iso
        .date()
        .optional()
        .meta({
          description: 'The day on which enforce begins, at 00:00 UTC; until then it warns.',
          examples: ['2027-01-31'],
        }),
      ...parameters,
    })
    .prefault({} as never)
    .meta({ description: `${given.title}.` });
  return {
    ...rest,
    settings: settings as unknown as Rule['settings'],
    // The settings are what the schema above has parsed.
    check: (subject, parsed) => check(subject, parsed as never),
  };
}
