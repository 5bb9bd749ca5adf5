// Copies of inputs and outputs by the SDK's own schemas: what the wire would carry of them, and no more.

import { NormalizedSchema } from '@smithy/core/schema';
import { Uint8ArrayBlobAdapter } from '@smithy/core/serde';

type Copier = (value: unknown) => unknown;

/** How times and blobs look on that side; everything else looks the same on both. */
interface Side {
  readonly time: Copier;
  readonly blob: (value: unknown, isPayload: boolean) => unknown;
  readonly known: Map<object, Copier>;
}

/** For the services: as the wire's readers give it. */
export function inputCopier(schema: unknown, service: string): Copier {
  return copierOf(NormalizedSchema.of(schema as never), service === 'cloudwatch' ? CBOR : JSON_IN);
}

/** For the caller: as the SDK's client gives it. */
export function outputCopier(schema: unknown): Copier {
  return copierOf(NormalizedSchema.of(schema as never), OUT);
}

/** The wire has seconds, and a fraction that is not always the one that was meant. */
const timeIn: Copier = (value) =>
  value instanceof Date ? new Date((value.getTime() / 1000) * 1000) : value;

const timeOut: Copier = (value) => {
  if (value instanceof Date) return new Date(value);
  return typeof value === 'number' ? new Date(Math.round(value * 1000)) : new Date(String(value));
};

const bytesIn = (value: unknown) =>
  typeof value === 'string'
    ? new Uint8Array(Buffer.from(value))
    : new Uint8Array(value as Uint8Array);

const CBOR: Side = { time: timeIn, blob: bytesIn, known: new Map() };

const JSON_IN: Side = {
  time: timeIn,
  blob: (value, isPayload) =>
    isPayload ? bytesIn(value) : Buffer.from(bytesIn(value)).toString('base64'),
  known: new Map(),
};

const OUT: Side = {
  time: timeOut,
  blob: (value) => {
    const bytes = typeof value === 'string' ? Buffer.from(value, 'base64') : bytesIn(value);
    return Uint8ArrayBlobAdapter.mutate(new Uint8Array(bytes));
  },
  known: new Map(),
};

const same: Copier = (value) => value;

function copierOf(schema: NormalizedSchema, side: Side): Copier {
  if (schema.isTimestampSchema()) return side.time;
  if (schema.isBlobSchema()) {
    const isPayload = schema.getMergedTraits().httpPayload !== undefined;
    return (value) => side.blob(value, isPayload);
  }
  if (schema.isListSchema()) return listOf(lazily(schema.getValueSchema(), side));
  if (schema.isMapSchema()) return mapOf(lazily(schema.getValueSchema(), side));
  if (schema.isStructSchema()) return structureOf(schema, side);
  if (schema.isUnitSchema()) return () => ({});
  return schema.isDocumentSchema() ? (value) => structuredClone(value) : same;
}

type Lazy = () => Copier;

/** A shape may hold itself, so it is only looked into when a value is there. */
function lazily(schema: NormalizedSchema, side: Side): Lazy {
  let made: Copier | undefined;
  return () => {
    made ??= copierOf(schema, side);
    return made;
  };
}

function listOf(copierOfEach: Lazy): Copier {
  return (value) => {
    const copy = copierOfEach();
    return (value as readonly unknown[]).map((each) => copy(each));
  };
}

function mapOf(copierOfEach: Lazy): Copier {
  return (value) => {
    const copy = copierOfEach();
    const given = value as Readonly<Record<string, unknown>>;
    const copied: Record<string, unknown> = {};
    for (const key of Object.keys(given)) {
      const each = given[key];
      if (each !== undefined && each !== null) copied[key] = copy(each);
    }
    return copied;
  };
}

function structureOf(schema: NormalizedSchema, side: Side): Copier {
  const key = schema.getSchema() as object;
  const known = side.known.get(key);
  if (known) return known;
  const members = [...schema.structIterator()].map(([name, member]) => ({
    name,
    copierOfIt: lazily(member, side),
  }));
  const copier: Copier = (value) => {
    const given = (value ?? {}) as Readonly<Record<string, unknown>>;
    const copied: Record<string, unknown> = {};
    for (const { name, copierOfIt } of members) {
      const member = given[name];
      if (member !== undefined && member !== null) copied[name] = copierOfIt()(member);
    }
    return copied;
  };
  side.known.set(key, copier);
  return copier;
}
