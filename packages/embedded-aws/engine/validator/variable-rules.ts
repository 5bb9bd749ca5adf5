// Variables: which blocks assign which, and which expressions read one that nothing assigns.

import { compileExpression, expressionIn } from '../expressions/expression.ts';
import { isArray, isObject, type Json, type JsonObject } from '../json.ts';
import type { Report } from './diagnostics.ts';

/** What jsonata and Step Functions bring along. */
const KNOWN = new Set(
  (
    'states $ abs append average base64decode base64encode boolean ceil clone contains count decodeUrl ' +
    'decodeUrlComponent distinct each encodeUrl encodeUrlComponent error assert eval exists filter floor formatBase ' +
    'formatInteger formatNumber fromMillis hash join keys length lookup lowercase map match max merge millis min not ' +
    'now number pad parse parseInteger partition power random range reduce replace reverse round shuffle sift single ' +
    'sort split spread sqrt string substring substringAfter substringBefore sum toMillis trim type uppercase uuid zip'
  ).split(' '),
);

/** Looks at the whole machine; tolerates any shape, since other rules tell of those. */
export function checkVariables(definition: JsonObject, report: Report): void {
  checkScope(definition, '', new Set(), report);
}

function checkScope(
  block: JsonObject,
  location: string,
  outer: ReadonlySet<string>,
  report: Report,
): void {
  const states = isObject(block.States) ? Object.entries(block.States) : [];
  const own = new Set<string>();
  for (const [name, state] of states) {
    if (!isObject(state)) continue;
    for (const assign of assignsOf(state)) {
      for (const variable of Object.keys(assign)) {
        own.add(variable);
        if (outer.has(variable)) refuse(variable, `${location}/States/${name}`, report);
      }
    }
  }
  const visible = new Set([...outer, ...own]);
  for (const [name, state] of states) {
    if (isObject(state)) checkState(state, `${location}/States/${name}`, visible, report);
  }
}

function refuse(variable: string, location: string, report: Report): void {
  report.schema(
    location,
    `Expected a name of its own for variable '${variable}', which an outer scope assigns`,
  );
}

/** The state's own, its rules' and its catchers'. */
function assignsOf(state: JsonObject): JsonObject[] {
  const inside = [...list(state.Choices), ...list(state.Catch)];
  return [state, ...inside].map(({ Assign }) => Assign).filter(isObject);
}

function list(value: Json | undefined): JsonObject[] {
  return isArray(value) ? value.filter(isObject) : [];
}

const NESTED = new Set(['Branches', 'ItemProcessor', 'Iterator']);

function checkState(
  state: JsonObject,
  location: string,
  visible: ReadonlySet<string>,
  report: Report,
): void {
  for (const [field, value] of Object.entries(state)) {
    if (!NESTED.has(field)) checkReads(value, `${location}/${field}`, visible, report);
  }
  for (const [index, branch] of list(state.Branches).entries()) {
    checkScope(branch, `${location}/Branches[${index}]`, visible, report);
  }
  const processor = state.ItemProcessor ?? state.Iterator;
  if (!isObject(processor)) return;
  // A distributed Map's children are executions of their own and see nothing from outside.
  const config = processor.ProcessorConfig;
  const apart = isObject(config) && config.Mode === 'DISTRIBUTED';
  checkScope(processor, `${location}/ItemProcessor`, apart ? new Set() : visible, report);
}

function checkReads(
  value: Json,
  location: string,
  visible: ReadonlySet<string>,
  report: Report,
): void {
  if (typeof value === 'string') {
    for (const name of readBy(value)) {
      if (visible.has(name) || KNOWN.has(name)) continue;
      // AWS accepts it, and fails the state when it gets there.
      report.warning('UNASSIGNED_VARIABLE', `No state in scope assigns $${name}`, location);
    }
  } else if (isArray(value)) {
    for (const [index, item] of value.entries())
      checkReads(item, `${location}[${index}]`, visible, report);
  } else if (isObject(value)) {
    for (const [key, member] of Object.entries(value))
      checkReads(member, `${location}/${key}`, visible, report);
  }
}

function readBy(text: string): ReadonlySet<string> {
  const source = expressionIn(text);
  if (source === undefined) return new Set();
  try {
    return compileExpression(source).names.variables;
  } catch {
    // The rules for expressions tell of those that do not parse.
    return new Set();
  }
}
