// A template with what is known of the stack that is made of it.

import type { Template } from '../cloudformation/read-template.ts';
import type { Note } from './discovery.ts';
import type { StageName } from './stage-names.ts';

export interface Stack {
  readonly template: Template;
  readonly stackName?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  /** Absent: it is the same in every stage. */
  readonly stage?: StageName | undefined;
  /** What could not be read of it. */
  readonly notes?: readonly Note[];
}

/** What a person says about stages, each by `STAGE=` or for all. */
export interface Choices {
  account(stage: StageName): string | undefined;
  /** None: not said. */
  regions(stage: StageName): readonly string[];
  /** What the template calls the stage. */
  value(stage: StageName): string | undefined;
  stackName(stage: StageName): string | undefined;
  parameters(stage: StageName): Readonly<Record<string, string>>;
  /** Physical names by logical id. */
  physical(stage: StageName): ReadonlyMap<string, string>;
}
