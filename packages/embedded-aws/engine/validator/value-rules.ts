// Rules for single values.

import { expressionIn } from '../expressions/expression.ts';
import { isArray, isObject, type Json, type JsonObject } from '../json.ts';
import { TASK_SECONDS, VARIABLE_NAME_LENGTH } from '../limits.ts';
import { parseTimestamp } from '../timestamp.ts';
import type { Report } from './diagnostics.ts';

function isExpression(value: Json | undefined): boolean {
  return typeof value === 'string' && expressionIn(value) !== undefined;
}

export function checkText(raw: JsonObject, field: string, location: string, report: Report): void {
  const value = raw[field];
  if (value === undefined || typeof value === 'string') return;
  report.schema(`${location}/${field}`, `Expected a string, got ${JSON.stringify(value)}`);
}

/** A time that is given as itself is one; what an expression gives is seen when it runs. */
export function checkTimestamp(
  { Timestamp: time }: JsonObject,
  location: string,
  report: Report,
): void {
  if (typeof time !== 'string' || isExpression(time) || parseTimestamp(time) !== undefined) return;
  const expected = 'Expected an RFC 3339 timestamp such as 2026-11-20T14:45:10Z';
  report.schema(`${location}/Timestamp`, `${expected}, got ${JSON.stringify(time)}`);
}

/** A whole number within bounds, or an expression that may give one. */
export function checkInteger(
  raw: JsonObject,
  field: string,
  location: string,
  { least, most = Number.MAX_SAFE_INTEGER }: { readonly least: number; readonly most?: number },
  report: Report,
  kind: 'literal' | 'computed' = 'computed',
): void {
  const value = raw[field];
  if (value === undefined || (kind === 'computed' && isExpression(value))) return;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most)
    return;
  const range =
    most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  report.schema(
    `${location}/${field}`,
    `Expected an integer ${range}, got ${JSON.stringify(value)}`,
  );
}

/** A share of items, in percent: not always a whole number. */
export function checkPercentage(
  { ToleratedFailurePercentage: percentage }: JsonObject,
  location: string,
  report: Report,
): void {
  if (percentage === undefined || isExpression(percentage)) return;
  if (typeof percentage === 'number' && percentage >= 0 && percentage <= 100) return;
  const expected = 'Expected a number from 0 to 100';
  report.schema(
    `${location}/ToleratedFailurePercentage`,
    `${expected}, got ${JSON.stringify(percentage)}`,
  );
}

export function checkSeconds(
  raw: JsonObject,
  field: string,
  location: string,
  report: Report,
): void {
  checkInteger(raw, field, location, { least: 1, most: TASK_SECONDS }, report);
}

export function checkItems({ Items: items }: JsonObject, location: string, report: Report): void {
  if (items === undefined || isArray(items) || isObject(items) || isExpression(items)) return;
  report.schema(`${location}/Items`, 'Expected an array, an object or a JSONata expression');
}

const VARIABLE = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;

/** Names of variables: identifiers of at most 80 characters, and none that is reserved. */
export function checkAssign(assign: Json | undefined, location: string, report: Report): void {
  if (assign === undefined) return;
  if (!isObject(assign)) {
    report.schema(location, 'Expected an object of variables');
    return;
  }
  for (const name of Object.keys(assign)) {
    if (name === 'states')
      report.schema(`${location}/${name}`, "The variable name 'states' is reserved");
    else if (!VARIABLE.test(name) || name.length > VARIABLE_NAME_LENGTH) {
      report.schema(
        `${location}/${name}`,
        `Expected an identifier of at most ${VARIABLE_NAME_LENGTH} characters`,
      );
    }
  }
}
