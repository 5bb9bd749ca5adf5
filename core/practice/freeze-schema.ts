// What a policy says of freezes, and of the alarms of incidents: they keep the gates of many pipelines shut.

import * as z from 'zod';
import { alarmName } from '../pipeline/aws-names.ts';
import { accountId, region, text } from '../pipeline/value-schemas.ts';

const moment = z.iso
  .datetime({ offset: true, error: 'expected a time with its zone, such as 2026-12-21T00:00:00Z' })
  .meta({ examples: ['2026-12-21T00:00:00+01:00'] });

const SCOPE = /^(organisation|team:[^/#\n]+|pipeline:[^/#\n]+|stage:[^/#\n]+\/[^/#\n]+)$/;

export const freeze = z
  .strictObject({
    scope: z
      .string()
      .regex(SCOPE, 'expected organisation, team:NAME, pipeline:NAME, or stage:PIPELINE/NAME')
      .meta({
        description:
          'What it is of: organisation, team:OWNER, pipeline:NAME, or stage:PIPELINE/NAME; stage:*/NAME is that stage of every pipeline.',
        examples: ['organisation', 'team:team-checkout', 'stage:*/prod'],
      }),
    owner: text.meta({ description: 'Who answers for it, and can lift it.' }),
    reason: text.meta({ description: 'Why nothing changes.' }),
    from: moment.optional().meta({ description: 'When it begins. Default: as it is applied.' }),
    expires: moment.meta({ description: 'When it ends by itself.' }),
  })
  .refine((it) => it.from === undefined || Date.parse(it.from) < Date.parse(it.expires), {
    message: 'expected a freeze that expires after it begins',
    path: ['expires'],
  })
  .meta({ description: 'A time in which no wave of a scope starts; what is taken back is.' });

export const incidentAlarm = z.strictObject({ name: alarmName, account: accountId, region }).meta({
  description:
    'A CloudWatch alarm of the whole organisation: while it fires, or cannot be read, no wave starts.',
});

export type Freeze = z.output<typeof freeze>;
export type IncidentAlarm = z.output<typeof incidentAlarm>;

/** What a policy may say, beside its rules, of when nothing starts. */
export const standstills = {
  freezes: z.array(freeze).optional().meta({ description: 'When nothing starts, and where.' }),
  incidentAlarms: z.array(incidentAlarm).optional().meta({
    description: 'Alarms that keep every gate shut, such as that of an incident.',
  }),
};
