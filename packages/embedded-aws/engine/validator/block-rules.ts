// Rules for a block of states: where it starts, where it leads, what can be reached.

import { isArray, isObject, type Json, type JsonObject } from '../json.ts';
import { NAME_LENGTH } from '../limits.ts';
import type { Report, StateAt } from './diagnostics.ts';
import { languageOf, refuseJsonPath } from './language-rules.ts';
import { checkState } from './state-rules.ts';
import type { Surrounds } from './surrounds.ts';

export function checkBlock(
  raw: JsonObject,
  location: string,
  around: Surrounds,
  report: Report,
): void {
  const { States: states, StartAt: start } = raw;
  if (states === undefined) return;
  if (!isObject(states) || Object.keys(states).length === 0) {
    report.schema(`${location}/States`, 'Expected an object with at least one state');
    return;
  }
  const found: StateAt[] = [];
  for (const [name, state] of Object.entries(states)) {
    const at = `${location}/States/${name}`;
    checkName(name, at, around, report);
    if (isObject(state)) found.push({ name, raw: state, location: at });
    else report.schema(at, 'Expected a state to be an object');
  }
  for (const state of found) checkOne(state, around, report);
  if (start !== undefined) checkFlow(start, found, location, report);
}

function checkOne(state: StateAt, around: Surrounds, report: Report): void {
  const language = languageOf(state.raw, around.language, state.location, report);
  if (language === 'JSONPath') refuseJsonPath(state.location, report);
  else checkState(state, around, report);
}

function checkName(name: string, location: string, { names }: Surrounds, report: Report): void {
  if (name.length === 0 || name.length > NAME_LENGTH) {
    const message = `Expected a state's name to have 1 to ${NAME_LENGTH} characters, got ${name.length}`;
    report.error('INVALID_STATE_NAME', message, location);
  }
  if (names.has(name))
    report.error('DUPLICATE_STATE_NAME', `Duplicate State name: ${name}`, location);
  names.add(name);
}

/** Targets exist, an end exists, and every state can be reached: in AWS's order. */
function checkFlow(
  start: Json,
  states: readonly StateAt[],
  location: string,
  report: Report,
): void {
  const byName = new Map(states.map((state) => [state.name, state]));
  const missing = (target: Json, at: string) => {
    if (typeof target === 'string' && byName.has(target)) return;
    report.error('MISSING_TRANSITION_TARGET', `Missing 'Next' target: ${String(target)}`, at);
  };
  missing(start, `${location}/StartAt`);
  for (const state of states) for (const { target, at } of targetsOf(state)) missing(target, at);
  if (!states.some(isTerminal)) {
    report.error('MISSING_END_STATE', 'Workflow has no terminal state');
    return;
  }
  const reached = reachable(start, byName);
  for (const { name, location: at } of states) {
    if (reached.has(name)) continue;
    report.error('MISSING_TRANSITION_TARGET', `State "${name}" is not reachable.`, at);
  }
}

function isTerminal({ raw }: StateAt): boolean {
  return raw.End === true || raw.Type === 'Succeed' || raw.Type === 'Fail';
}

interface Target {
  readonly target: Json;
  readonly at: string;
}

/** Every state that this one may lead to. */
function targetsOf({ raw, location }: StateAt): Target[] {
  const targets: Target[] = [];
  const add = (target: Json | undefined, at: string) => {
    if (target !== undefined) targets.push({ target, at });
  };
  add(raw.Next, `${location}/Next`);
  add(raw.Default, `${location}/Default`);
  for (const field of ['Choices', 'Catch'] as const) {
    const rules = raw[field];
    if (!isArray(rules)) continue;
    for (const [index, rule] of rules.entries()) {
      if (isObject(rule)) add(rule.Next, `${location}/${field}[${index}]/Next`);
    }
  }
  return targets;
}

function reachable(start: Json, byName: ReadonlyMap<string, StateAt>): Set<string> {
  const reached = new Set<string>();
  const waiting = [start];
  while (waiting.length > 0) {
    const name = waiting.pop();
    const state = typeof name === 'string' ? byName.get(name) : undefined;
    if (!state || reached.has(state.name)) continue;
    reached.add(state.name);
    for (const { target } of targetsOf(state)) waiting.push(target);
  }
  return reached;
}
