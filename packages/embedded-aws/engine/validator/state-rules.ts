// Rules for one state, by its type.

import { parseResource } from '../integrations/resource.ts';
import { misnamed } from '../integrations/service-names.ts';
import { isArray, isObject, type Json } from '../json.ts';
import type { Report, StateAt } from './diagnostics.ts';
import { checkTemplate } from './expression-rules.ts';
import { CHOICE_RULE_FIELDS, checkFields, STATE_FIELDS } from './field-rules.ts';
import { checkHandlers } from './handler-rules.ts';
import { checkKeeps } from './keep-rules.ts';
import { checkMap, checkParallel } from './nesting-rules.ts';
import type { Surrounds } from './surrounds.ts';
import { checkInteger, checkSeconds, checkText, checkTimestamp } from './value-rules.ts';

const CONTINUES = new Set<Json | undefined>(['Pass', 'Task', 'Wait', 'Parallel', 'Map']);
const HAS_RESULT = new Set<Json | undefined>(['Task', 'Parallel', 'Map']);

export function checkState(state: StateAt, around: Surrounds, report: Report): void {
  const { raw, location } = state;
  const fields = STATE_FIELDS.get(raw.Type);
  if (!fields) {
    if (raw.Type === undefined) report.schema(location, 'These fields are required: [Type]');
    else
      report.schema(
        `${location}/Type`,
        `Expected a type of state, got ${JSON.stringify(raw.Type)}`,
      );
    return;
  }
  checkFields(raw, fields, location, report);
  checkText(raw, 'Comment', location, report);
  if (CONTINUES.has(raw.Type)) checkMove(state, report);
  checkKeeps(raw, location, HAS_RESULT.has(raw.Type) ? 'result' : 'state', report);
  checkHandlers(state, report);
  RULES[raw.Type as keyof typeof RULES]?.(state, report, around);
}

type Rule = (state: StateAt, report: Report, around: Surrounds) => void;

const RULES: Readonly<Partial<Record<string, Rule>>> = {
  Wait: checkWait,
  Choice: checkChoice,
  Task: checkTask,
  Parallel: checkParallel,
  Map: checkMap,
  Fail({ raw, location }, report) {
    for (const field of ['Error', 'Cause']) {
      checkText(raw, field, location, report);
      checkTemplate(raw[field], `${location}/${field}`, 'state', report);
    }
  },
};

/** Exactly one of `Next` and `End: true`. */
function checkMove({ raw, location }: StateAt, report: Report): void {
  const { Next: next, End: end } = raw;
  if (end !== undefined && typeof end !== 'boolean') {
    report.schema(`${location}/End`, `Expected a boolean, got ${JSON.stringify(end)}`);
  }
  if (next !== undefined && typeof next !== 'string') {
    report.schema(`${location}/Next`, `Expected the name of a state, got ${JSON.stringify(next)}`);
  }
  if (next === undefined && end !== true)
    report.schema(location, 'One of these fields is required: [Next, End]');
  if (next !== undefined && end === true) {
    report.schema(location, 'There should only be one of the following fields: [Next, End]');
  }
}

function checkWait({ raw, location }: StateAt, report: Report): void {
  const given = ['Seconds', 'Timestamp'].filter((field) => raw[field] !== undefined);
  if (given.length !== 1) {
    report.schema(
      location,
      'Exactly one of the following fields is required: [Seconds, Timestamp]',
    );
  }
  checkInteger(raw, 'Seconds', location, { least: 0, most: 99_999_999 }, report);
  checkText(raw, 'Timestamp', location, report);
  checkTimestamp(raw, location, report);
  for (const field of given) checkTemplate(raw[field], `${location}/${field}`, 'state', report);
}

function checkChoice({ raw, location }: StateAt, report: Report): void {
  const { Choices: rules } = raw;
  if (rules === undefined) return;
  if (!isArray(rules) || rules.length === 0) {
    report.schema(`${location}/Choices`, 'Expected a list of at least one rule');
    return;
  }
  for (const [index, rule] of rules.entries()) {
    const at = `${location}/Choices[${index}]`;
    if (!isObject(rule)) {
      report.schema(at, 'Expected a rule to be an object');
      continue;
    }
    checkFields(rule, CHOICE_RULE_FIELDS, at, report);
    checkText(rule, 'Comment', at, report);
    checkKeeps(rule, at, 'state', report);
    checkCondition(rule.Condition, `${at}/Condition`, report);
  }
}

function checkCondition(condition: Json | undefined, location: string, report: Report): void {
  const isExpression = typeof condition === 'string' && /^\{%[\s\S]*%\}$/.test(condition);
  if (condition !== undefined && typeof condition !== 'boolean' && !isExpression) {
    report.schema(location, 'Expected a boolean or a JSONata expression');
  }
  checkTemplate(condition, location, 'state', report);
}

/** No job of the SDK's or of Lambda's can be waited for, and DynamoDB knows nothing of tokens. */
function waitsSo(resource: string, pattern: string): boolean {
  if (/:dynamodb:/.test(resource) && !/:aws-sdk:/.test(resource)) return false;
  return pattern === '.waitForTaskToken' || !/:(aws-sdk:\w+|lambda):/.test(resource);
}

function checkServiceName(resource: string, location: string, report: Report): void {
  const parsed = parseResource(resource);
  const wrong = parsed && 'service' in parsed ? misnamed(parsed) : undefined;
  if (wrong === undefined) return;
  const message = `The resource provided ${resource} is not recognized: ${wrong}`;
  report.error('INVALID_RESOURCE', message, location);
}

function checkTask({ raw, location }: StateAt, report: Report, { type }: Surrounds): void {
  const { Resource: resource, TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = raw;
  if (resource !== undefined && (typeof resource !== 'string' || !resource.startsWith('arn:'))) {
    report.error(
      'INVALID_RESOURCE',
      `Expected the ARN of a resource, got ${JSON.stringify(resource)}`,
      `${location}/Resource`,
    );
  }
  checkServiceName(String(resource), `${location}/Resource`, report);
  const [pattern] = /\.(waitForTaskToken|sync(:2)?)$/.exec(String(resource)) ?? [];
  if (pattern !== undefined && !waitsSo(String(resource), pattern)) {
    const message = `The resource provided ${String(resource)} is not recognized: it cannot be followed by '${pattern}'`;
    report.error('INVALID_RESOURCE', message, `${location}/Resource`);
  }
  if (type === 'EXPRESS' && pattern !== undefined) {
    const message = `Express state machine does not support '${pattern}' service integration `;
    report.schema(`${location}/Resource`, message);
  }
  for (const field of ['TimeoutSeconds', 'HeartbeatSeconds']) {
    checkSeconds(raw, field, location, report);
    checkTemplate(raw[field], `${location}/${field}`, 'state', report);
  }
  if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout) {
    report.schema(
      `${location}/HeartbeatSeconds`,
      `Expected less than TimeoutSeconds, ${timeout}, got ${heartbeat}`,
    );
  }
  checkTemplate(raw.Arguments, `${location}/Arguments`, 'state', report);
  checkTemplate(raw.Credentials, `${location}/Credentials`, 'state', report);
}
