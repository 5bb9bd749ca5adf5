// The iCalendar files that a pipeline names: read with it and kept with it, so that every gate finds them.

import { Failure, isFailure } from '../failure.ts';
import { spansOfCalendar } from '../hours/calendar-file.ts';
import type { Finding, StrictFile } from '../strict-yaml.ts';
import { type Hours, isArn } from './hours-schema.ts';
import type { PipelineDefinition } from './schema.ts';
import type { TemplateReader } from './template.ts';

/** The table keeps it with the pipeline, and each look of a gate reads it. */
const MOST_BYTES = 200_000;

/** Any year will do to see whether it can be understood. */
const A_YEAR = { from: Date.parse('2026-01-01'), until: Date.parse('2027-01-01') };

/** The pipeline with the texts of its calendars. Throws `Refused` where one cannot be read, or understood. */
export function withCalendars(
  file: StrictFile,
  pipeline: PipelineDefinition,
  read: TemplateReader | undefined,
): PipelineDefinition {
  const texts: Record<string, string> = {};
  const findings: Finding[] = [];
  for (const { calendar, path } of filesOf(pipeline)) {
    try {
      texts[calendar] ??= understoodText(calendar, read);
    } catch (thrown) {
      if (!isFailure(thrown, 'Refused')) throw thrown;
      findings.push({ path, text: thrown.message });
    }
  }
  if (findings.length > 0) throw file.refusal(findings);
  return Object.keys(texts).length > 0 ? { ...pipeline, calendarFiles: texts } : pipeline;
}

function understoodText(calendar: string, read: TemplateReader | undefined): string {
  if (read === undefined)
    throw new Failure(
      'Refused',
      `expected no iCalendar file, since no files can be read here, got ${calendar}`,
    );
  const { text } = read(calendar);
  const bytes = Buffer.byteLength(text);
  if (bytes > MOST_BYTES)
    throw new Failure(
      'Refused',
      `expected an iCalendar file of at most ${MOST_BYTES} bytes, got ${bytes} in ${calendar}: leave out what is past`,
    );
  spansOfCalendar(text, ['UTC'], A_YEAR);
  return text;
}

function filesOf({ stages }: PipelineDefinition) {
  return stages.flatMap((stage, index) => {
    const path = ['stages', index];
    return [
      ...named(stage, path),
      ...(stage.targets ?? []).flatMap((target, place) =>
        named(target, [...path, 'targets', place]),
      ),
      ...(stage.waves ?? []).flatMap((wave, position) => [
        ...named(wave, [...path, 'waves', position]),
        ...wave.targets.flatMap((target, place) =>
          named(target, [...path, 'waves', position, 'targets', place]),
        ),
      ]),
    ];
  });
}

function named({ calendars = [] }: Hours, path: readonly PropertyKey[]) {
  return calendars.flatMap((calendar, index) =>
    isArn(calendar) ? [] : [{ calendar, path: [...path, 'calendars', index] }],
  );
}
