// What an organisation asks of every pipeline, as `policy-schema.ts` reads it.

import type { RuleSettings } from './rule.ts';

export interface Policy {
  readonly policy: string;
  /** Settings by rule; each has its rule's own parameters beside these. */
  readonly rules: Readonly<Record<string, RuleSettings>>;
  readonly waivers: { readonly longestDays: number };
}
