// Rules for Retry and Catch.

import { isArray, isObject, type Json, type JsonObject } from '../json.ts';
import type { Report, StateAt } from './diagnostics.ts';
import { CATCHER_FIELDS, checkFields, RETRIER_FIELDS } from './field-rules.ts';
import { checkKeeps } from './keep-rules.ts';
import { checkInteger, checkText } from './value-rules.ts';

export function checkHandlers({ raw, location }: StateAt, report: Report): void {
  eachOf(raw, 'Retry', location, report, (retrier, at) => {
    checkFields(retrier, RETRIER_FIELDS, at, report);
    checkRetrier(retrier, at, report);
  });
  eachOf(raw, 'Catch', location, report, (catcher, at) => {
    checkFields(catcher, CATCHER_FIELDS, at, report);
    checkKeeps(catcher, at, 'catch', report);
  });
}

function eachOf(
  raw: JsonObject,
  field: 'Retry' | 'Catch',
  location: string,
  report: Report,
  check: (handler: JsonObject, at: string) => void,
): void {
  const handlers = raw[field];
  if (handlers === undefined) return;
  if (!isArray(handlers)) {
    report.schema(`${location}/${field}`, 'Expected a list');
    return;
  }
  for (const [index, handler] of handlers.entries()) {
    const at = `${location}/${field}[${index}]`;
    if (!isObject(handler)) {
      report.schema(at, 'Expected an object');
      continue;
    }
    checkText(handler, 'Comment', at, report);
    check(handler, at);
    checkNames(handler.ErrorEquals, index === handlers.length - 1, `${at}/ErrorEquals`, report);
  }
}

/** `States.ALL` stands alone, and last. */
function checkNames(
  names: Json | undefined,
  isLast: boolean,
  location: string,
  report: Report,
): void {
  if (names === undefined) return;
  if (!isArray(names) || names.length === 0 || !names.every((name) => typeof name === 'string')) {
    report.schema(location, 'Expected a list of at least one error name');
    return;
  }
  if (!names.includes('States.ALL')) return;
  if (names.length > 1) report.schema(location, "'States.ALL' can only appear by itself");
  if (!isLast)
    report.schema(location, "'States.ALL' can only appear in the last element of its list");
}

function checkRetrier(retrier: JsonObject, location: string, report: Report): void {
  checkInteger(
    retrier,
    'IntervalSeconds',
    location,
    { least: 1, most: 99_999_999 },
    report,
    'literal',
  );
  checkInteger(retrier, 'MaxAttempts', location, { least: 0, most: 99_999_999 }, report, 'literal');
  checkInteger(
    retrier,
    'MaxDelaySeconds',
    location,
    { least: 1, most: 31_622_400 },
    report,
    'literal',
  );
  const {
    BackoffRate: rate,
    JitterStrategy: jitter,
    IntervalSeconds: interval = 1,
    MaxDelaySeconds: most,
  } = retrier;
  if (rate !== undefined && (typeof rate !== 'number' || rate < 1)) {
    report.schema(
      `${location}/BackoffRate`,
      `Expected a number of at least 1.0, got ${JSON.stringify(rate)}`,
    );
  }
  if (jitter !== undefined && jitter !== 'FULL' && jitter !== 'NONE') {
    report.schema(
      `${location}/JitterStrategy`,
      `Expected FULL or NONE, got ${JSON.stringify(jitter)}`,
    );
  }
  if (typeof most === 'number' && typeof interval === 'number' && most <= interval) {
    report.schema(
      `${location}/MaxDelaySeconds`,
      `Expected more than IntervalSeconds, ${interval}, got ${most}`,
    );
  }
}
