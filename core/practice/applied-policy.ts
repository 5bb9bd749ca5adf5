// A policy as the table keeps it.

import * as z from 'zod';
import { noun } from '../noun.ts';
import { shapeOf } from '../shape.ts';
import { freeze, incidentAlarm } from './freeze-schema.ts';
import { person } from './people-schema.ts';
import type { Policy } from './policy-settings.ts';
import { levels } from './policy-settings.ts';

export interface AppliedPolicy {
  /** 0 where none has been applied. */
  readonly version: number;
  readonly appliedAt?: string;
  readonly policy: Policy;
}

/** Beside these stand a rule's own parameters: `storedPolicy` reads those, since rules come and get more of them. */
const settingsSchema = z.looseObject({
  level: z.enum(levels),
  waivable: z.boolean(),
  effectiveFrom: z.string().exactOptional(),
});

const names = z.array(z.string());
const teamSchema = z.strictObject({
  principals: names,
  accounts: names.exactOptional(),
  projects: names.exactOptional(),
  tests: names.exactOptional(),
});

const appliedPolicySchema: z.ZodType<AppliedPolicy> = z.strictObject({
  version: z.int(),
  appliedAt: z.string(),
  policy: z.strictObject({
    policy: z.string(),
    rules: z.record(z.string(), settingsSchema),
    waivers: z.strictObject({ longestDays: z.number() }),
    freezes: z.array(shapeOf(freeze)).exactOptional(),
    people: z.record(z.string(), shapeOf(person)).exactOptional(),
    roles: z.record(z.string(), z.array(z.string())).exactOptional(),
    incidentAlarms: z.array(shapeOf(incidentAlarm)).exactOptional(),
    teams: z.record(z.string(), teamSchema).exactOptional(),
    operators: z.array(z.string()).exactOptional(),
  }),
});

export const policyNoun = noun('policy', appliedPolicySchema);
