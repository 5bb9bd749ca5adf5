// ResultWriter: what a Map Run leaves, in S3 or as the state's result.

import type { ResultWriter } from '../definition.ts';
import { type Execution, statusOf } from '../execution.ts';
import { evaluateTemplate } from '../expressions/template.ts';
import { StateFailure } from '../failure.ts';
import { bytesOf } from '../integrations/bodies.ts';
import { isArray, type Json, type JsonObject, property } from '../json.ts';
import { callOf } from '../runtime.ts';
import type { Visit } from '../strand.ts';
import { surroundings } from '../surroundings.ts';
import type { MapRun } from './map-runs.ts';

type Children = readonly (Execution | undefined)[];

/** The state's result: the children's outputs, or where they were written. */
export async function writeResults(
  visit: Visit,
  writer: ResultWriter | undefined,
  mapRun: MapRun,
  children: Children,
): Promise<Json> {
  const ended = children.filter((child) => child !== undefined);
  if (!writer) return outputs(ended);
  const to = writer.arguments ? evaluateTemplate(writer.arguments, surroundings(visit)) : undefined;
  if (to === undefined) return transformed(writer, ended);
  const bucket = property(to, 'Bucket');
  const prefix = property(to, 'Prefix');
  if (typeof bucket !== 'string') {
    throw new StateFailure(
      'States.ResultWriterFailed',
      'Expected ResultWriter.Arguments.Bucket to be a string.',
    );
  }
  const folder = [prefix, mapRun.arn.split(':').at(-1)].filter((part) => part).join('/');
  try {
    return await writeFiles({ visit, writer, bucket, folder }, mapRun, ended);
  } catch (error) {
    const { name, message } = error as Error;
    throw new StateFailure('States.ResultWriterFailed', `${name}: ${message}`);
  }
}

interface Target {
  readonly visit: Visit;
  readonly writer: ResultWriter;
  readonly bucket: string;
  readonly folder: string;
}

async function writeFiles(
  target: Target,
  mapRun: MapRun,
  ended: readonly Execution[],
): Promise<Json> {
  const { writer, bucket, folder } = target;
  const files = { FAILED: [] as Json[], PENDING: [] as Json[], SUCCEEDED: [] as Json[] };
  for (const status of ['SUCCEEDED', 'FAILED'] as const) {
    const group = ended.filter(
      (child) => (statusOf(child) === 'SUCCEEDED') === (status === 'SUCCEEDED'),
    );
    if (group.length === 0) continue;
    const results = status === 'SUCCEEDED' ? transformed(writer, group) : group.map(metadata);
    const body = fileText(writer, results);
    const name = `${folder}/${status}_0.${writer.outputType.toLowerCase()}`;
    files[status].push({ Key: name, Size: Buffer.byteLength(body) });
    await put(target, name, body);
  }
  const manifest = { DestinationBucket: bucket, MapRunArn: mapRun.arn, ResultFiles: files };
  const key = `${folder}/manifest.json`;
  await put(target, key, JSON.stringify(manifest));
  return { MapRunArn: mapRun.arn, ResultWriterDetails: { Bucket: bucket, Key: key } };
}

async function put({ visit, bucket }: Target, key: string, body: string): Promise<void> {
  const { runtime, execution } = visit.strand;
  const input = {
    Bucket: bucket,
    Key: key,
    Body: bytesOf(body),
    ContentType: 'application/json',
  };
  await runtime.host.callService('s3', 'PutObject', input, callOf(runtime, execution));
}

function fileText({ outputType }: ResultWriter, results: readonly Json[]): string {
  if (outputType === 'JSON') return JSON.stringify(results);
  return results.map((result) => `${JSON.stringify(result)}\n`).join('');
}

/** NONE keeps each child's whole story, COMPACT its output, FLATTEN joins outputs that are arrays. */
function transformed(
  { transformation }: ResultWriter,
  ended: readonly Execution[],
): readonly Json[] {
  if (transformation === 'NONE') return ended.map(metadata);
  const compact = outputs(ended);
  if (transformation === 'COMPACT') return compact;
  return compact.flatMap((output): readonly Json[] => (isArray(output) ? output : [output]));
}

function outputs(ended: readonly Execution[]): Json[] {
  return ended.flatMap(({ ending }) => (ending?.status === 'SUCCEEDED' ? [ending.output] : []));
}

function metadata(child: Execution): JsonObject {
  const { arn, name, revision, input, ending, startedAt, stoppedAt = startedAt } = child;
  const failed = ending && ending.status !== 'SUCCEEDED' ? ending : undefined;
  return {
    ...(failed?.cause === undefined ? {} : { Cause: failed.cause }),
    ...(failed?.error === undefined ? {} : { Error: failed.error }),
    ExecutionArn: arn,
    Input: JSON.stringify(input),
    InputDetails: { Included: true },
    Name: name,
    ...(ending?.status === 'SUCCEEDED'
      ? { Output: JSON.stringify(ending.output), OutputDetails: { Included: true } }
      : {}),
    StartDate: new Date(startedAt).toISOString(),
    StateMachineArn: revision.stateMachineArn,
    Status: statusOf(child),
    StopDate: new Date(stoppedAt).toISOString(),
  };
}
