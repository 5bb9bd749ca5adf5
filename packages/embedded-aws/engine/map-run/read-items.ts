// ItemReader: items from a file in S3, or from the list of a bucket's objects.

import { parse } from 'csv-parse/sync';
import type { ItemReader } from '../definition.ts';
import { evaluateTemplate } from '../expressions/template.ts';
import { StateFailure } from '../failure.ts';
import { textOf } from '../integrations/bodies.ts';
import { toJson } from '../integrations/letter-case.ts';
import { isArray, isObject, type Json, type JsonObject, property, typeName } from '../json.ts';
import { wholeNumber } from '../numbers.ts';
import { callOf } from '../runtime.ts';
import type { Visit } from '../strand.ts';
import { surroundings } from '../surroundings.ts';

export interface Item {
  readonly key?: string;
  readonly value: Json;
  /** `STATE_DATA`, or the S3 URI it came from. */
  readonly source: string;
}

/** Reads all items; whatever goes wrong with the file is `States.ItemReaderFailed`. */
export async function readItems(visit: Visit, reader: ItemReader): Promise<readonly Item[]> {
  const from = reader.arguments ? evaluateTemplate(reader.arguments, surroundings(visit)) : {};
  const most = wholeNumber(visit, reader.maxItems, 'ItemReader/ReaderConfig/MaxItems', {
    least: 1,
  });
  const source = `s3://${String(property(from, 'Bucket'))}/${String(property(from, 'Key') ?? property(from, 'Prefix') ?? '')}`;
  try {
    const items =
      reader.action === 'listObjectsV2'
        ? await listObjects(visit, from)
        : parseFile(await getObject(visit, from), reader.config);
    return items.slice(0, most).map((item) => ({ ...item, source }));
  } catch (error) {
    if (error instanceof StateFailure) throw error;
    const { name, message } = error as Error;
    throw failed(`${name}: ${message} (${source})`);
  }
}

function failed(cause: string): StateFailure {
  return new StateFailure('States.ItemReaderFailed', cause);
}

type Read = Omit<Item, 'source'>;

async function callS3(visit: Visit, action: string, input: Json): Promise<unknown> {
  const { runtime, execution } = visit.strand;
  return runtime.host.callService('s3', action, input, callOf(runtime, execution));
}

async function getObject(visit: Visit, from: Json): Promise<string> {
  const { Body } = (await callS3(visit, 'GetObject', from)) as { readonly Body: Uint8Array };
  return textOf(Body);
}

async function listObjects(visit: Visit, from: Json): Promise<Read[]> {
  const items: Read[] = [];
  let input = from as JsonObject;
  for (;;) {
    const answer = toJson(await callS3(visit, 'ListObjectsV2', input));
    const contents = property(answer, 'Contents');
    if (isArray(contents)) for (const value of contents) items.push({ value });
    const next = property(answer, 'NextContinuationToken');
    if (next === undefined || next === null) return items;
    input = { ...input, ContinuationToken: next };
  }
}

function parseFile(text: string, config: JsonObject): Read[] {
  switch (config.InputType) {
    case 'CSV':
      return parseCsv(text, config);
    case 'JSONL':
      return text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => ({ value: JSON.parse(line) as Json }));
    case 'JSON':
    case undefined:
      return fromJson(pointed(JSON.parse(text) as Json, config.ItemsPointer));
    default:
      throw failed(
        `Expected an InputType of CSV, JSON or JSONL, got ${String(config.InputType)}, which is not simulated.`,
      );
  }
}

function fromJson(value: Json): Read[] {
  if (isArray(value)) return value.map((item) => ({ value: item }));
  if (isObject(value))
    return Object.entries(value).map(([key, member]) => ({ key, value: member }));
  throw failed(
    `Attempting to map over non-iterable node: expected an array or an object, got ${typeName(value)}.`,
  );
}

/** Follows a JSON pointer such as `/data/rows`. */
function pointed(value: Json, pointer: Json | undefined): Json {
  if (typeof pointer !== 'string' || pointer === '') return value;
  let part: Json | undefined = value;
  for (const step of pointer.slice(1).split('/')) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    part = isArray(part) ? part[Number(key)] : property(part, key);
    if (part === undefined)
      throw failed(`Expected ItemsPointer ${pointer} to lead to items, got nothing.`);
  }
  return part;
}

const DELIMITERS: ReadonlyMap<Json | undefined, string> = new Map<Json | undefined, string>([
  [undefined, ','],
  ['COMMA', ','],
  ['PIPE', '|'],
  ['SEMICOLON', ';'],
  ['SPACE', ' '],
  ['TAB', '\t'],
]);

/** Each row becomes an object of texts; short rows have empty texts, long ones lose what has no header. */
function parseCsv(text: string, config: JsonObject): Read[] {
  const rows = parse(text, {
    delimiter: DELIMITERS.get(config.CSVDelimiter) ?? ',',
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
  }) as string[][];
  const given = config.CSVHeaderLocation === 'GIVEN';
  const headers = given ? (config.CSVHeaders as readonly string[]) : (rows.shift() ?? []);
  return rows.map((row) => ({
    value: Object.fromEntries(headers.map((header, column) => [header, row[column] ?? ''])),
  }));
}
