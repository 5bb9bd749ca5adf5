// Rules for states that hold other states.

import { isArray, isObject, type JsonObject } from '../json.ts';
import { MAP_LABEL_LENGTH } from '../limits.ts';
import { checkData, DATA_FIELDS } from './data-rules.ts';
import type { Report, StateAt } from './diagnostics.ts';
import { checkTemplate } from './expression-rules.ts';
import { BRANCH_FIELDS, checkFields, PROCESSOR_FIELDS } from './field-rules.ts';
import type { Surrounds } from './surrounds.ts';
import { checkInteger, checkItems, checkPercentage, checkText } from './value-rules.ts';

export function checkParallel({ raw, location }: StateAt, report: Report, around: Surrounds): void {
  checkTemplate(raw.Arguments, `${location}/Arguments`, 'state', report);
  const { Branches: branches } = raw;
  if (branches === undefined) return;
  if (!isArray(branches) || branches.length === 0) {
    report.schema(`${location}/Branches`, 'Expected a list of at least one branch');
    return;
  }
  for (const [index, branch] of branches.entries()) {
    const at = `${location}/Branches[${index}]`;
    if (!isObject(branch)) {
      report.schema(at, 'Expected a branch to be an object');
      continue;
    }
    checkFields(branch, BRANCH_FIELDS, at, report);
    checkText(branch, 'Comment', at, report);
    around.checkBlock(branch, at, around, report);
  }
}

const COUNTS = {
  MaxConcurrency: { least: 0 },
  ToleratedFailureCount: { least: 0 },
} as const;

export function checkMap({ raw, location }: StateAt, report: Report, around: Surrounds): void {
  for (const [field, bounds] of Object.entries(COUNTS))
    checkInteger(raw, field, location, bounds, report);
  checkPercentage(raw, location, report);
  checkItems(raw, location, report);
  const templates = [
    'Items',
    'ItemSelector',
    'MaxConcurrency',
    'ToleratedFailureCount',
    'ToleratedFailurePercentage',
    ...DATA_FIELDS,
  ];
  for (const field of templates) checkTemplate(raw[field], `${location}/${field}`, 'state', report);
  checkLabel(raw, location, around, report);
  checkProcessor(raw, location, around, report);
}

function checkProcessor(
  raw: JsonObject,
  location: string,
  around: Surrounds,
  report: Report,
): void {
  const field =
    raw.ItemProcessor === undefined && raw.Iterator !== undefined ? 'Iterator' : 'ItemProcessor';
  const processor = raw[field];
  if (raw.ItemProcessor !== undefined && raw.Iterator !== undefined) {
    const both = '[ItemProcessor, Iterator]';
    report.schema(location, `There should only be one of the following fields: ${both}`);
  }
  if (!isObject(processor)) {
    if (processor === undefined)
      report.schema(location, 'These fields are required: [ItemProcessor]');
    else report.schema(`${location}/${field}`, 'Expected an object');
    return;
  }
  const at = `${location}/${field}`;
  checkFields(processor, PROCESSOR_FIELDS, at, report);
  checkText(processor, 'Comment', at, report);
  const mode = checkConfig(processor, at, report);
  checkData(raw, location, mode, report);
  around.checkBlock(processor, at, around, report);
}

function checkConfig(processor: JsonObject, location: string, report: Report): string {
  const { ProcessorConfig: config } = processor;
  if (config === undefined) return 'INLINE';
  const at = `${location}/ProcessorConfig`;
  if (!isObject(config)) {
    report.schema(at, 'Expected an object');
    return 'INLINE';
  }
  checkFields(config, { required: [], optional: ['Mode', 'ExecutionType'] }, at, report);
  const { Mode: mode = 'INLINE', ExecutionType: type } = config;
  if (mode !== 'INLINE' && mode !== 'DISTRIBUTED') {
    report.schema(`${at}/Mode`, `Expected INLINE or DISTRIBUTED, got ${JSON.stringify(mode)}`);
  }
  if (mode === 'DISTRIBUTED' && type === undefined) {
    report.schema(at, 'These fields are required: [ExecutionType]');
  }
  if (type !== undefined && type !== 'STANDARD' && type !== 'EXPRESS') {
    report.schema(
      `${at}/ExecutionType`,
      `Expected STANDARD or EXPRESS, got ${JSON.stringify(type)}`,
    );
  }
  return String(mode);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: AWS refuses control characters in labels.
const REFUSED_IN_LABELS = /[\s?*<>{}[\]:;,\\|^~$#%&`"\u0000-\u001f\u007f-\u009f]/;

function checkLabel(
  { Label: label }: JsonObject,
  location: string,
  { labels }: Surrounds,
  report: Report,
): void {
  if (label === undefined) return;
  const at = `${location}/Label`;
  if (typeof label !== 'string' || label.length === 0 || label.length > MAP_LABEL_LENGTH) {
    report.error(
      'INVALID_LABEL_NAME',
      `Expected a label of 1 to ${MAP_LABEL_LENGTH} characters`,
      at,
    );
  } else if (REFUSED_IN_LABELS.test(label)) {
    const message =
      'Expected a label without spaces, wildcards, brackets, quotes or control characters';
    report.error('INVALID_LABEL_NAME', message, at);
  } else if (labels.has(label)) {
    report.error('DUPLICATE_LABEL_NAME', `Duplicate label name: ${label}`, at);
  } else labels.add(label);
}
