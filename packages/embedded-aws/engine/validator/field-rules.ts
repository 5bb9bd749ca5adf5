// Which fields there are, in JSONata mode, and which must be there.

import type { JsonObject } from '../json.ts';
import type { Report } from './diagnostics.ts';

export interface Fields {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const MOVES = ['Next', 'End'];
const KEEPS = ['Assign', 'Output'];
const HANDLES = ['Retry', 'Catch'];
const COMMON = ['Comment', 'QueryLanguage'];

const fields = (required: string[], ...optional: readonly string[][]): Fields => ({
  required,
  optional: optional.flat(),
});

export const MACHINE_FIELDS = fields(['States', 'StartAt'], COMMON, ['Version', 'TimeoutSeconds']);
export const BRANCH_FIELDS = fields(['States', 'StartAt'], ['Comment']);
export const PROCESSOR_FIELDS = fields(['States', 'StartAt'], ['Comment', 'ProcessorConfig']);
export const CHOICE_RULE_FIELDS = fields(['Condition', 'Next'], KEEPS, ['Comment']);
export const CATCHER_FIELDS = fields(['ErrorEquals', 'Next'], KEEPS, ['Comment']);
export const RETRIER_FIELDS = fields(
  ['ErrorEquals'],
  ['Comment', 'IntervalSeconds', 'MaxAttempts', 'BackoffRate', 'MaxDelaySeconds', 'JitterStrategy'],
);

export const READER_FIELDS = fields(['Resource'], ['Arguments', 'ReaderConfig']);
export const READER_CONFIG_FIELDS = fields(
  [],
  ['InputType', 'Transformation', 'ManifestType', 'ItemsPointer', 'MaxItems'],
  ['CSVDelimiter', 'CSVHeaderLocation', 'CSVHeaders'],
);
export const BATCHER_FIELDS = fields(
  [],
  ['BatchInput', 'MaxItemsPerBatch', 'MaxInputBytesPerBatch'],
);
export const WRITER_FIELDS = fields([], ['Resource', 'Arguments', 'WriterConfig']);
export const WRITER_CONFIG_FIELDS = fields([], ['Transformation', 'OutputType']);

export const STATE_FIELDS: ReadonlyMap<unknown, Fields> = new Map([
  ['Pass', fields(['Type'], COMMON, KEEPS, MOVES)],
  ['Succeed', fields(['Type'], COMMON, ['Output'])],
  ['Fail', fields(['Type'], COMMON, ['Error', 'Cause'])],
  ['Wait', fields(['Type'], COMMON, KEEPS, MOVES, ['Seconds', 'Timestamp'])],
  ['Choice', fields(['Type', 'Choices'], COMMON, KEEPS, ['Default'])],
  [
    'Task',
    fields(['Type', 'Resource'], COMMON, KEEPS, MOVES, HANDLES, [
      'Arguments',
      'Credentials',
      'TimeoutSeconds',
      'HeartbeatSeconds',
    ]),
  ],
  ['Parallel', fields(['Type', 'Branches'], COMMON, KEEPS, MOVES, HANDLES, ['Arguments'])],
  [
    'Map',
    fields(['Type'], COMMON, KEEPS, MOVES, HANDLES, [
      'ItemProcessor',
      'Iterator',
      'Items',
      'ItemSelector',
      'MaxConcurrency',
      'ItemReader',
      'ItemBatcher',
      'ResultWriter',
      'ToleratedFailureCount',
      'ToleratedFailurePercentage',
      'Label',
    ]),
  ],
]);

const JSON_PATH_FIELDS = new Set([
  'CausePath',
  'ErrorPath',
  'HeartbeatSecondsPath',
  'InputPath',
  'ItemsPath',
  'MaxConcurrencyPath',
  'MaxInputBytesPerBatchPath',
  'MaxItemsPath',
  'MaxItemsPerBatchPath',
  'OutputPath',
  'Parameters',
  'Result',
  'ResultPath',
  'ResultSelector',
  'SecondsPath',
  'TimeoutSecondsPath',
  'TimestampPath',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentagePath',
  'Variable',
]);

/** Reports fields that are missing, unknown, or of the other query language. */
export function checkFields(
  raw: JsonObject,
  { required, optional }: Fields,
  location: string,
  report: Report,
): void {
  const missing = required.filter((field) => !Object.hasOwn(raw, field));
  const at = location || '/';
  if (missing.length > 0) report.schema(at, `These fields are required: [${missing.join(', ')}]`);
  for (const field of Object.keys(raw)) {
    if (required.includes(field) || optional.includes(field)) continue;
    if (JSON_PATH_FIELDS.has(field)) {
      report.schema(
        at,
        `The QueryLanguage is set to 'JSONata', but field '${field}' is only supported for the 'JSONPath' QueryLanguage`,
      );
    } else report.schema(at, `Field '${field}' is not supported`);
  }
}
