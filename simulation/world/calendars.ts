// The SSM Change Calendars that pipelines name: each is there and open, but for what the scenario says.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import * as z from 'zod';
import { secondsIn } from '../../core/duration.ts';
import { duration } from '../../core/duration-schema.ts';
import { type Hours, isArn } from '../../core/pipeline/hours-schema.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';

export const calendarState = z
  .strictObject({
    calendar: z.string().meta({
      description: 'The ARN of an SSM Change Calendar that a pipeline names.',
      examples: ['arn:aws:ssm:eu-west-1:111122223333:document/ChangeFreeze'],
    }),
    is: z.enum(['CLOSED', 'missing']),
    at: duration
      .default('0s')
      .meta({ description: 'When, counted from the start of the scenario.' }),
    for: duration.optional().meta({ description: 'How long it is closed. Default: for good.' }),
  })
  .meta({
    description: 'A Change Calendar that is closed for a time, or not there. Others are open.',
  });

type CalendarState = z.output<typeof calendarState>;

/** All ARNs of calendars that pipelines name. */
export function calendarArns(pipelines: readonly Pick<PipelineDefinition, 'stages'>[]): string[] {
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  const all = stages.flatMap((stage): Hours[] => {
    const waves = stage.waves ?? [];
    return [stage, ...waves, ...(stage.targets ?? []), ...waves.flatMap(({ targets }) => targets)];
  });
  return [...new Set(all.flatMap(({ calendars = [] }) => calendars.filter(isArn)))];
}

interface CalendarParts {
  readonly aws: EmbeddedAws;
  readonly pipelines: readonly PipelineDefinition[];
  readonly scenario: { readonly calendars: readonly CalendarState[] };
  readonly startAt: Date;
}

export function provisionCalendars({ aws, pipelines, scenario, startAt }: CalendarParts): void {
  for (const arn of calendarArns(pipelines)) {
    const own = scenario.calendars.filter(({ calendar }) => calendar === arn);
    if (own.some(({ is }) => is === 'missing')) continue;
    const [, , , region = '', account = '', document = ''] = arn.split(':');
    const { closed } = aws.ssm.calendar({ account, region }, document.replace('document/', ''));
    for (const { at, for: lasting } of own) {
      const from = startAt.getTime() + secondsIn(at) * 1000;
      const until = lasting === undefined ? FOR_GOOD : from + secondsIn(lasting) * 1000;
      closed.push({ from, until });
    }
  }
}

const FOR_GOOD = Date.parse('2099-01-01T00:00:00Z');
