// Rules for where a distributed Map's items come from, how they are batched, and where its results go.

import { isArray, isObject, type Json, type JsonObject } from '../json.ts';
import { PAYLOAD_BYTES } from '../limits.ts';
import type { Report } from './diagnostics.ts';
import {
  BATCHER_FIELDS,
  checkFields,
  READER_CONFIG_FIELDS,
  READER_FIELDS,
  WRITER_CONFIG_FIELDS,
  WRITER_FIELDS,
} from './field-rules.ts';
import { checkInteger, checkText } from './value-rules.ts';

type Check = (raw: JsonObject, location: string, report: Report) => void;

const CHECKS: Readonly<Record<string, Check>> = {
  ItemReader: checkReader,
  ItemBatcher: checkBatcher,
  ResultWriter: checkWriter,
};

export const DATA_FIELDS = Object.keys(CHECKS);

/** Checks those of `ItemReader`, `ItemBatcher` and `ResultWriter` that a Map has. */
export function checkData(map: JsonObject, location: string, mode: string, report: Report): void {
  for (const [field, check] of Object.entries(CHECKS)) {
    const raw = map[field];
    if (raw === undefined) continue;
    const at = `${location}/${field}`;
    if (mode !== 'DISTRIBUTED') {
      report.schema(at, `Field '${field}' is only supported for a Map in DISTRIBUTED mode`);
    }
    if (isObject(raw)) check(raw, at, report);
    else report.schema(at, 'Expected an object');
  }
}

function checkReader(reader: JsonObject, location: string, report: Report): void {
  checkFields(reader, READER_FIELDS, location, report);
  checkText(reader, 'Resource', location, report);
  eachConfig(reader.ReaderConfig, `${location}/ReaderConfig`, report, (config, at) => {
    checkFields(config, READER_CONFIG_FIELDS, at, report);
    for (const [field, words] of Object.entries(READER_WORDS))
      checkWord(config, field, words, at, report);
    checkInteger(config, 'MaxItems', at, { least: 1 }, report);
    checkText(config, 'ItemsPointer', at, report);
    checkHeaders(config, at, report);
  });
}

const READER_WORDS = {
  InputType: ['CSV', 'JSON', 'JSONL', 'MANIFEST', 'PARQUET'],
  Transformation: ['NONE', 'LOAD_AND_FLATTEN'],
  ManifestType: ['ATHENA_DATA', 'S3_INVENTORY'],
  CSVDelimiter: ['COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB'],
  CSVHeaderLocation: ['FIRST_ROW', 'GIVEN'],
};

function checkHeaders(config: JsonObject, location: string, report: Report): void {
  const { CSVHeaderLocation: place, CSVHeaders: headers } = config;
  if (headers === undefined) {
    if (place === 'GIVEN')
      report.schema(location, 'These fields are required: [CSVHeaders], where headers are GIVEN');
    return;
  }
  if (isArray(headers) && headers.length > 0 && headers.every((name) => typeof name === 'string'))
    return;
  report.schema(`${location}/CSVHeaders`, 'Expected a list of at least one name');
}

function checkBatcher(batcher: JsonObject, location: string, report: Report): void {
  checkFields(batcher, BATCHER_FIELDS, location, report);
  const { MaxItemsPerBatch: items, MaxInputBytesPerBatch: bytes } = batcher;
  if (items === undefined && bytes === undefined) {
    const expected = '[MaxItemsPerBatch, MaxInputBytesPerBatch]';
    report.schema(location, `One of these fields is required: ${expected}`);
  }
  checkInteger(batcher, 'MaxItemsPerBatch', location, { least: 1 }, report);
  const most = PAYLOAD_BYTES;
  checkInteger(batcher, 'MaxInputBytesPerBatch', location, { least: 1, most }, report);
}

function checkWriter(writer: JsonObject, location: string, report: Report): void {
  checkFields(writer, WRITER_FIELDS, location, report);
  checkText(writer, 'Resource', location, report);
  eachConfig(writer.WriterConfig, `${location}/WriterConfig`, report, (config, at) => {
    checkFields(config, WRITER_CONFIG_FIELDS, at, report);
    checkWord(config, 'Transformation', ['NONE', 'COMPACT', 'FLATTEN'], at, report);
    checkWord(config, 'OutputType', ['JSON', 'JSONL'], at, report);
  });
}

function eachConfig(
  config: Json | undefined,
  location: string,
  report: Report,
  check: (config: JsonObject, at: string) => void,
): void {
  if (config === undefined) return;
  if (isObject(config)) check(config, location);
  else report.schema(location, 'Expected an object');
}

function checkWord(
  raw: JsonObject,
  field: string,
  words: readonly string[],
  location: string,
  report: Report,
): void {
  const word = raw[field];
  if (word === undefined || (typeof word === 'string' && words.includes(word))) return;
  const expected = `Expected one of ${words.join(', ')}`;
  report.schema(`${location}/${field}`, `${expected}, got ${JSON.stringify(word)}`);
}
