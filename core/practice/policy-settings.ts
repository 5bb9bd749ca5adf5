// What an organisation asks of every pipeline, as `policy-schema.ts` reads it.

import { Failure } from '../failure.ts';
import type { PolicyRoute } from '../messages/route-schema.ts';
import type { Freeze, IncidentAlarm } from './freeze-schema.ts';
import type { PolicyPerson } from './people-schema.ts';

export interface Policy {
  readonly policy: string;
  /** Settings by rule; each has its rule's own parameters beside these. */
  readonly rules: Readonly<Record<string, RuleSettings>>;
  readonly waivers: { readonly longestDays: number };
  /** When no wave starts, and where. */
  readonly freezes?: readonly Freeze[] | undefined;
  /** People by their names, with their identities in git and IAM; and who has which role. */
  readonly people?: Readonly<Record<string, PolicyPerson>> | undefined;
  readonly roles?: Readonly<Record<string, readonly string[]>> | undefined;
  /** While one of them fires, or cannot be read, no wave starts. */
  readonly incidentAlarms?: readonly IncidentAlarm[] | undefined;
  /** Who may act on whose pipelines, by what these name as their owner. Without it, whoever may call may. */
  readonly teams?: Readonly<Record<string, Team>> | undefined;
  /** Who may act on every team's. */
  readonly operators?: readonly string[] | undefined;
  /** Where messages about releases go. */
  readonly messages?: readonly PolicyRoute[] | undefined;
}

export interface Team {
  /** ARNs of users and roles, `*` for any letters. */
  readonly principals: readonly string[];
  /** What its pipelines may name; anything where it is left out. */
  readonly accounts?: readonly string[] | undefined;
  readonly projects?: readonly string[] | undefined;
  readonly tests?: readonly string[] | undefined;
}

/** What follows from a broken rule: nothing, a word of advice, a warning, or that nothing is released. */
export const levels = ['off', 'advise', 'warn', 'enforce'] as const;

export type Level = (typeof levels)[number];

/** What an organisation's policy says of one rule; beside it stand the rule's own parameters. */
export interface RuleSettings {
  readonly level: Level;
  /** Whether a pipeline may waive it while it is enforced. */
  readonly waivable: boolean;
  /** The day on which `enforce` begins, at 00:00 UTC; until then it warns. */
  readonly effectiveFrom?: string | undefined;
}

/** What a policy says of a rule that there is: whoever reads a policy fills in what it leaves out. */
export function settingsOf({ policy, rules }: Policy, rule: string): RuleSettings {
  const settings = rules[rule];
  if (settings) return settings;
  throw new Failure(
    'Missing',
    `expected policy ${policy} to have settings of the rule ${rule}, got none: apply it again`,
  );
}
